using System.Threading.Channels;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;
using Roost.Domain.Readings;
using Roost.Edge.Configuration;
using Roost.Edge.Hosting;

namespace Roost.Edge.LocalAlarms;

/// <summary>Something that the alarms of the house hang on.</summary>
internal abstract record HouseEvent;

/// <summary>A batch is safe in the spool.</summary>
internal sealed record ReadingsSpooled(string Coop, ulong Number, IReadOnlyList<Reading> Readings) : HouseEvent;

/// <summary>Somebody acknowledged an alarm, here or elsewhere.</summary>
internal sealed record AlarmAcknowledged(AcknowledgementNotice Notice) : HouseEvent;

/// <summary>People said elsewhere by what alarms of a house are silent.</summary>
internal sealed record HouseQuieted(HouseNotice Notice) : HouseEvent;

/// <summary>Time passes.</summary>
internal sealed record TimePassed : HouseEvent;

/// <summary>What a house is used for now.</summary>
internal sealed record HouseInUse(string Coop, HouseUse Use);

/// <summary>
/// Where local alarms are fed, and where it stands how they are. Nobody who feeds it waits: when judging stands still, its inputs are dropped and
/// counted, and the siren sounds for that. Thread-safe.
/// </summary>
internal sealed class HouseAlarms(AgentConfiguration configuration, MachineClock machine)
{
    /// <summary>How long judging may show no sign of life, in real time, before that is a danger itself.</summary>
    public static readonly TimeSpan StandstillLimit = TimeSpan.FromSeconds(15);

    private const int WaitingEvents = 4096;

    // Full: what comes is dropped. Readings must not wait for alarms.
    private readonly Channel<HouseEvent> events = Channel.CreateBounded<HouseEvent>(
        new BoundedChannelOptions(WaitingEvents) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly bool isOn = configuration.Alarms is not null;
    private IReadOnlyList<OpenAlarm> open = [];
    private IReadOnlyList<HouseInUse> notForBirds = [];
    private long lastBeat = machine.Time.GetTimestamp();
    private long silencedBeat = -1;

    /// <summary>The alarms that go on in all coops, oldest first.</summary>
    public IReadOnlyList<OpenAlarm> Open => Volatile.Read(ref open);

    /// <summary>The houses without birds, in which most alarms are silent.</summary>
    public IReadOnlyList<HouseInUse> NotForBirds => Volatile.Read(ref notForBirds);

    /// <summary>What waits to be judged.</summary>
    public ChannelReader<HouseEvent> Events => events.Reader;

    /// <summary>Whether judging has stopped, and nobody has acknowledged that yet.</summary>
    public bool IsAtStandstill =>
        isOn && Volatile.Read(ref lastBeat) is var beat && machine.Time.GetElapsedTime(beat) > StandstillLimit && Volatile.Read(ref silencedBeat) != beat;

    /// <summary>A batch is safe in the spool.</summary>
    public void Take(string coop, ulong number, IReadOnlyList<Reading> readings) => Offer(new ReadingsSpooled(coop, number, readings));

    /// <summary>Somebody acknowledged an alarm.</summary>
    public void Acknowledge(AcknowledgementNotice notice) => Offer(new AlarmAcknowledged(notice));

    /// <summary>People said elsewhere by what alarms of a house are silent.</summary>
    public void Quiet(HouseNotice notice) => Offer(new HouseQuieted(notice));

    /// <summary>Somebody has heard that judging has stopped.</summary>
    public void SilenceStandstill() => Volatile.Write(ref silencedBeat, Volatile.Read(ref lastBeat));

    /// <summary>Time passes. When so much waits that this finds no room, judging has other signs of life to give.</summary>
    public void Tick()
    {
        if (isOn)
        {
            events.Writer.TryWrite(new TimePassed());
        }
    }

    /// <summary>Judging is alive.</summary>
    public void Beat() => Volatile.Write(ref lastBeat, machine.Time.GetTimestamp());

    /// <summary>How the alarms are now.</summary>
    public void Show(IReadOnlyList<OpenAlarm> alarms, IReadOnlyList<HouseInUse> withoutBirds)
    {
        Volatile.Write(ref open, alarms);
        Volatile.Write(ref notForBirds, withoutBirds);
    }

    private void Offer(HouseEvent happened)
    {
        if (isOn && !events.Writer.TryWrite(happened))
        {
            AgentMeter.AlarmInputsDropped.Add(1);
        }
    }
}
