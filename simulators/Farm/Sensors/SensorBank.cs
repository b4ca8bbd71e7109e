using Roost.Domain.Readings;
using Roost.Simulation.Events;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.Sensors;

/// <summary>
/// All sensors of a house. A reading is the true value, as late as the instrument is, with its offset, gain, drift, cross-sensitivities and
/// noise, rounded and cut off as it shows them; then come the faults.
/// </summary>
internal sealed class SensorBank
{
    private const double StepSeconds = 10;
    private const double StepDays = StepSeconds / 86_400;

    private readonly Sensor[] sensors;
    private readonly Fault[] faults;
    private readonly double[] shown;
    private readonly double[] readings;
    private readonly Quality[] qualities;
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);
    private bool anyFault;

    public SensorBank(IReadOnlyList<SensorPlan> plans, Signals signals, ulong seed, IReadOnlyList<CoopEvent> events)
    {
        sensors = new Sensor[plans.Count];
        faults = new Fault[plans.Count];
        shown = new double[plans.Count];
        readings = new double[plans.Count];
        qualities = new Quality[plans.Count];
        for (var index = 0; index < plans.Count; index++)
        {
            var plan = plans[index];
            if (!byName.TryAdd(plan.Name, index))
                throw new ArgumentException($"The house has two sensors named \"{plan.Name}\"; give each quantity a place once.");

            sensors[index] = new(plan, signals.Of(plan), SmoothNoise.SeedOf(seed, 1000 + index));
            qualities[index] = Quality.Good;
        }

        foreach (var happening in events.OfType<SensorEvent>())
        {
            IndexOf(happening.Sensor);
            if (happening is SensorsSwapped swapped)
                IndexOf(swapped.Other);
        }
    }

    public ReadOnlySpan<double> Readings => readings;

    public ReadOnlySpan<Quality> Qualities => qualities;

    /// <summary>Where a sensor is in the plans; −1 when there is none of the name.</summary>
    public int Find(string name) => byName.TryGetValue(name, out var index) ? index : -1;

    /// <summary>Shows the true values at once, as if all had hung there for long.</summary>
    public void Settle(ReadOnlySpan<double> signals)
    {
        for (var index = 0; index < sensors.Length; index++)
            sensors[index].Settle(signals[sensors[index].Signal]);
    }

    /// <summary>Takes over the faults among what goes on now.</summary>
    public void Begin(IReadOnlyList<CoopEvent> active, DateTimeOffset when)
    {
        var before = (Fault[])faults.Clone();
        Array.Clear(faults);
        anyFault = false;
        foreach (var happening in active)
        {
            if (happening is not SensorEvent fault)
                continue;

            anyFault = true;
            var index = IndexOf(fault.Sensor);
            ref var state = ref faults[index];
            switch (fault)
            {
                case SensorStuck:
                    (state.Stuck, state.StuckAt) = (true, before[index].Stuck ? before[index].StuckAt : readings[index]);
                    break;
                case SensorDrifting drifting:
                    state.DriftPerDay += drifting.PerDay;
                    state.Drift = before[index].Drift + ((when - fault.From).TotalDays * (before[index].DriftPerDay == 0 ? drifting.PerDay : 0));
                    break;
                case SensorDead:
                    state.Dead = true;
                    break;
                case SensorsSwapped swapped:
                    var other = IndexOf(swapped.Other);
                    (state.ShowsOther, state.Other) = (true, other);
                    (faults[other].ShowsOther, faults[other].Other) = (true, index);
                    break;
                case SensorSaturated:
                    state.Saturated = true;
                    break;
                case SensorSpikes spikes:
                    (state.SpikeSize, state.SpikeShare) = (spikes.Size, StepSeconds / Math.Max(StepSeconds, spikes.EverySeconds));
                    break;
            }
        }
    }

    /// <param name="signals">The true values.</param>
    /// <param name="alive">Whether the sensors have power.</param>
    public void Step(ReadOnlySpan<double> signals, bool alive)
    {
        for (var index = 0; index < sensors.Length; index++)
        {
            shown[index] = sensors[index].Read(signals, out var cut);
            readings[index] = shown[index];
            qualities[index] = cut ? Quality.Uncertain : Quality.Good;
        }

        if (anyFault)
            Spoil();

        if (!alive)
            FallSilent();
    }

    private void FallSilent()
    {
        for (var index = 0; index < sensors.Length; index++)
        {
            if (sensors[index].Signal != Signals.Mains)
                (readings[index], qualities[index]) = (double.NaN, Quality.Bad);
        }
    }

    private void Spoil()
    {
        for (var index = 0; index < sensors.Length; index++)
        {
            ref var fault = ref faults[index];
            var value = fault.ShowsOther ? shown[fault.Other] : shown[index];
            fault.Drift += fault.DriftPerDay * StepDays;
            value = sensors[index].Round(value + fault.Drift);
            if (fault.SpikeShare > 0 && sensors[index].Random.Unit() < fault.SpikeShare)
                value += sensors[index].Random.Unit() < 0.5 ? fault.SpikeSize : -fault.SpikeSize;

            value = fault.Stuck ? fault.StuckAt : fault.Saturated ? sensors[index].Maximum : value;
            readings[index] = fault.Dead ? double.NaN : value;
            qualities[index] = fault.Dead ? Quality.Bad : fault.Saturated ? Quality.Uncertain : qualities[index];
        }
    }

    private int IndexOf(string name) => byName.TryGetValue(name, out var index)
        ? index
        : throw new ArgumentException($"The house has no sensor \"{name}\"; it has {string.Join(", ", byName.Keys)}.");

    private struct Fault
    {
        public bool Stuck, Dead, Saturated, ShowsOther;
        public int Other;
        public double StuckAt, Drift, DriftPerDay, SpikeSize, SpikeShare;
    }

    private struct Sensor
    {
        public readonly int Signal;
        public readonly double Maximum;
        public RandomStream Random;
        private readonly double follow, noise, step, perStep, gain, drift, minimum, lowest, perHumidity, perKelvin;
        private readonly int temperature, humidity;
        private readonly bool counts;
        private double followed, offset;

        public Sensor(SensorPlan plan, int signal, ulong seed)
        {
            var instrument = plan.Instrument;
            var zone = Signals.ZoneOf(plan);
            (Signal, Random) = (signal, new(seed));
            (temperature, humidity) = (Signals.Temperature + zone, Signals.Humidity + zone);
            follow = instrument.ResponseSeconds > 0 ? 1 - PortableMath.Exp(-StepSeconds / instrument.ResponseSeconds) : 1;
            (noise, step, perStep, counts) = (instrument.Noise, instrument.Step, 1 / instrument.Step, instrument.Counts);
            (minimum, Maximum) = (instrument.Minimum, instrument.Maximum);
            (perHumidity, perKelvin) = (instrument.PerHumidityPercent, instrument.PerKelvin);

            // A true zero that noise and offset push below the range is no sign of a fault.
            lowest = minimum - (4 * (instrument.Noise + instrument.Offset));
            offset = instrument.Offset * Random.Gaussian();
            gain = 1 + (instrument.GainPercent / 100 * Random.Gaussian());
            drift = instrument.DriftPerDay * Random.Gaussian() * StepDays;
        }

        public void Settle(double value) => followed = value;

        public double Read(ReadOnlySpan<double> signals, out bool cut)
        {
            followed += follow * (signals[Signal] - followed);
            if (counts)
            {
                cut = false;
                if (signals[Signal] < followed)
                    followed = signals[Signal];
                return Math.Floor(followed * gain * perStep) * step;
            }

            offset += drift;
            var value = (followed * gain) + offset;
            if (noise > 0)
                value += noise * Random.Gaussian();

            if (perHumidity != 0)
                value += perHumidity * (signals[humidity] - 60);

            if (perKelvin != 0)
                value += perKelvin * (signals[temperature] - 25);

            cut = value < lowest || value > Maximum;
            return Round(Math.Clamp(value, minimum, Maximum));
        }

        public readonly double Round(double value) => Math.Round(value * perStep) * step;
    }
}
