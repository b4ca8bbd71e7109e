using Roost.Simulation.Events;

namespace Roost.Simulation.Machines;

/// <summary>
/// Bin, auger and pans. The bin is filled in the morning when it is low, and when a delivery that was late arrives; the auger runs when the
/// pans are low.
/// </summary>
internal sealed class Feeders(FeederSetup setup)
{
    private const double StepMinutes = 10.0 / 60;

    private bool deliveryIsLate;

    public double BinKilograms { get; private set; } = setup.BinKilograms * 0.8;

    public double PansKilograms { get; private set; } = setup.PansKilograms;

    /// <summary>The auger's motor runs.</summary>
    public bool AugerRuns { get; private set; }

    /// <summary>How long it has run without a break.</summary>
    public double AugerMinutes { get; private set; }

    /// <summary>Lets the birds eat what they want as far as it goes; returns what they ate, kg.</summary>
    public double Step(Disturbances now, double wantedKilograms, double hour)
    {
        if (now.BinEmpty)
            BinKilograms = 0;
        else if (deliveryIsLate || (BinKilograms < 0.3 * setup.BinKilograms && hour is >= 8 and < 9))
            BinKilograms = setup.BinKilograms;

        deliveryIsLate = now.BinEmpty;

        AugerRuns = now.Powered && PansKilograms < (AugerRuns ? 0.97 : 0.75) * setup.PansKilograms;
        AugerMinutes = AugerRuns ? AugerMinutes + StepMinutes : 0;
        if (AugerRuns && !now.AugerFails)
        {
            var moved = Math.Min(BinKilograms, Math.Min(setup.AugerKilogramsPerMinute * StepMinutes, setup.PansKilograms - PansKilograms));
            BinKilograms -= moved;
            PansKilograms += moved;
        }

        var eaten = Math.Min(wantedKilograms, PansKilograms);
        PansKilograms -= eaten;
        return eaten;
    }
}
