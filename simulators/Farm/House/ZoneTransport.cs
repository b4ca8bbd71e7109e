namespace Roost.Simulation.House;

/// <summary>
/// Carries something that is mixed into the air (heat, water, gas) through the three parts of the house over one step, implicitly: the
/// flows move the new amounts, so no step is too long, nothing falls below zero, and the sums close to the last digits.
/// </summary>
internal readonly struct ZoneTransport
{
    private readonly double frontDown, middleUp, middleDown, rearUp;
    private readonly double front, middle, rear;

    public ZoneTransport(in AirFlows flows, double zoneCubicMeters, double stepSeconds)
    {
        var held = zoneCubicMeters / stepSeconds;
        var (first, second) = (flows.FrontToMiddle, flows.MiddleToRear);
        frontDown = Math.Max(first, 0) + flows.Mixing;
        middleUp = Math.Max(-first, 0) + flows.Mixing;
        middleDown = Math.Max(second, 0) + flows.Mixing;
        rearUp = Math.Max(-second, 0) + flows.Mixing;
        front = held + flows.Out[0] + frontDown;
        middle = held + flows.Out[1] + middleUp + middleDown;
        rear = held + flows.Out[2] + rearUp;
    }

    /// <summary>
    /// The new concentrations, for which (held + leaving + <paramref name="sinks"/>)·new − arriving = <paramref name="supplies"/>, all in m³/s
    /// times concentration.
    /// </summary>
    public ByZone Solve(in ByZone sinks, in ByZone supplies)
    {
        var a = front + sinks[0];
        var b = middle + sinks[1] - (frontDown * middleUp / a);
        var right = supplies[1] + (frontDown * supplies[0] / a);
        var c = rear + sinks[2] - (middleDown * rearUp / b);
        ByZone result = default;
        result[2] = (supplies[2] + (middleDown * right / b)) / c;
        result[1] = (right + (rearUp * result[2])) / b;
        result[0] = (supplies[0] + (middleUp * result[1])) / a;
        return result;
    }
}
