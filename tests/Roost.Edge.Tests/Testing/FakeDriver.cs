using System.Threading.Channels;
using Roost.Domain.Readings;
using Roost.Edge.Drivers;
using Roost.Edge.Signals;

namespace Roost.Edge.Tests.Testing;

/// <summary>A driver that waits in its read until the test gives it a value.</summary>
internal sealed class FakeDriver : ISensorDriver
{
    private readonly Channel<Reading> readings = Channel.CreateBounded<Reading>(1000);

    public string Name => "fake";

    public string Coop => "coop-1";

    public IReadOnlyList<SeriesDefinition> Series { get; } = [new(Quantity.Temperature, "front", 0.05, TimeSpan.FromSeconds(10))];

    public TimeSpan Every => TimeSpan.FromMilliseconds(10);

    public PolledDeviceOptions Options => new(Series, _ => this);

    public void Measure(double celsius) => Measure(new Reading(Quantity.Temperature, "front", TimeProvider.System.GetUtcNow(), celsius, Quality.Good));

    public void Measure(Reading reading) => Assert.That(readings.Writer.TryWrite(reading), Is.True);

    public async ValueTask ReadAsync(ICollection<Reading> into, CancellationToken cancellationToken) =>
        into.Add(await readings.Reader.ReadAsync(cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
