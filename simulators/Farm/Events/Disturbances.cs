using Roost.Simulation.House;

namespace Roost.Simulation.Events;

/// <summary>
/// What the events that go on now do to the house. Made anew whenever one begins or ends, and what grows with time once a minute; always
/// from the events alone, so that nothing of an event outlives it here.
/// </summary>
internal sealed class Disturbances
{
    private readonly CoopEvent[] events;
    private readonly DateTimeOffset[] boundaries;
    private readonly List<CoopEvent> active = [];
    private int next;

    public Disturbances(IReadOnlyList<CoopEvent> events, HouseSetup house)
    {
        this.events = [.. events];
        boundaries = [.. events.SelectMany(happening => new[] { happening.From, happening.Until }).Distinct().Order()];
        var fans = house.SideFans.Count + house.TunnelFans.Count;
        (FanFails, FanSpeed) = (new bool[fans], new double[fans]);
        (HeaterFails, HeaterSticks) = (new bool[HouseSetup.Zones], new bool[HouseSetup.Zones]);
        (LineBlocked, LineLeakLitersPerHour) = (new bool[house.WaterLines], new double[house.WaterLines]);
        Array.Fill(FanSpeed, 1);
    }

    /// <summary>The events that go on now.</summary>
    public IReadOnlyList<CoopEvent> Active => active;

    public bool[] FanFails { get; }

    /// <summary>Speed left by slipping belts, as a share.</summary>
    public double[] FanSpeed { get; }

    public bool[] HeaterFails { get; }

    public bool[] HeaterSticks { get; }

    public bool[] LineBlocked { get; }

    public double[] LineLeakLitersPerHour { get; }

    /// <summary>Water onto each part's litter from leaks and from outside, L/h.</summary>
    public ByZone WetLitersPerHour;

    public bool MainsPresent { get; private set; } = true;

    public bool Powered { get; private set; } = true;

    public bool InletsStuck { get; private set; }

    public double? InletsStuckAtPercent { get; private set; }

    public bool PadsDry { get; private set; }

    public bool AugerFails { get; private set; }

    public bool BinEmpty { get; private set; }

    public bool LightsFail { get; private set; }

    public double WeatherKelvin { get; private set; }

    public double HuddlingShare { get; private set; }

    /// <summary>Birds that lie in piles.</summary>
    public int PiledBirds { get; private set; }

    public bool Panicking { get; private set; }

    /// <summary>Brings the list of what goes on up to a moment; true when something began or ended.</summary>
    public bool GoTo(DateTimeOffset when)
    {
        if (next >= boundaries.Length || when < boundaries[next])
            return false;

        while (next < boundaries.Length && when >= boundaries[next])
            next++;

        active.Clear();
        foreach (var happening in events)
        {
            if (happening.IsOnAt(when))
                active.Add(happening);
        }

        return true;
    }

    /// <summary>Works out what the events of now do; needed after <see cref="GoTo"/>, and once a minute for what grows.</summary>
    public void Renew(DateTimeOffset when)
    {
        Array.Clear(FanFails);
        Array.Fill(FanSpeed, 1);
        Array.Clear(HeaterFails);
        Array.Clear(HeaterSticks);
        Array.Clear(LineBlocked);
        Array.Clear(LineLeakLitersPerHour);
        WetLitersPerHour = default;
        (MainsPresent, Powered) = (true, true);
        (InletsStuck, InletsStuckAtPercent) = (false, null);
        PadsDry = AugerFails = BinEmpty = LightsFail = Panicking = false;
        WeatherKelvin = HuddlingShare = PiledBirds = 0;
        foreach (var happening in active)
            Add(happening, when);
    }

    private void Add(CoopEvent happening, DateTimeOffset when)
    {
        switch (happening)
        {
            case WeatherOffset weather:
                var hours = Math.Min((when - weather.From).TotalHours, (weather.Until - when).TotalHours);
                WeatherKelvin += weather.Kelvin * (weather.RampHours > 0 ? Math.Clamp(hours / weather.RampHours, 0, 1) : 1);
                break;
            case PowerCut cut:
                MainsPresent = false;
                Powered &= (when - cut.From).TotalSeconds >= (cut.GeneratorAfterSeconds ?? double.PositiveInfinity);
                break;
            case FanFailure fan:
                FanFails[fan.Fan - 1] = true;
                break;
            case AllFansFailure:
                Array.Fill(FanFails, true);
                break;
            case BeltSlip slip:
                var worn = slip.OverDays > 0 ? Math.Clamp((when - slip.From).TotalDays / slip.OverDays, 0, 1) : 1;
                FanSpeed[slip.Fan - 1] *= 1 - (worn * slip.LossPercent / 100);
                break;
            case HeaterFailure heater:
                Set(HeaterFails, heater.Heater);
                break;
            case HeaterStuckOn heater:
                Set(HeaterSticks, heater.Heater);
                break;
            case InletStuck inlet:
                (InletsStuck, InletsStuckAtPercent) = (true, inlet.OpenPercent);
                break;
            case PadDry:
                PadsDry = true;
                break;
            case WaterLeak leak when !active.Exists(other => other is WaterBlockage block && (block.Line ?? leak.Line) == leak.Line):
                LineLeakLitersPerHour[leak.Line - 1] += leak.LitersPerHour;
                WetLitersPerHour[leak.Zone - 1] += leak.LitersPerHour;
                break;
            case LitterWetting wet:
                WetLitersPerHour[wet.Zone - 1] += wet.LitersPerHour;
                break;
            case WaterBlockage line:
                Set(LineBlocked, line.Line);
                break;
            case FeedAugerFailure:
                AugerFails = true;
                break;
            case FeedBinEmpty:
                BinEmpty = true;
                break;
            case LightsFailure:
                LightsFail = true;
                break;
            case Huddling huddling:
                HuddlingShare = Math.Max(HuddlingShare, huddling.SharePercent / 100);
                break;
            case Smothering pile:
                PiledBirds += pile.Birds;
                break;
            case Panic:
                Panicking = true;
                break;
        }
    }

    private static void Set(bool[] all, int? number)
    {
        if (number is { } one)
            all[one - 1] = true;
        else
            Array.Fill(all, true);
    }
}
