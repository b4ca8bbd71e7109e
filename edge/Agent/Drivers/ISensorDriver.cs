using Roost.Domain.Readings;
using Roost.Edge.Signals;

namespace Roost.Edge.Drivers;

/// <summary>
/// A piece of hardware that can be read. The constructor does no I/O; the first read connects. The agent owns period, retry and
/// back-off, and never calls a driver twice at once, so a driver holds no locks.
/// </summary>
internal interface ISensorDriver : IAsyncDisposable
{
    /// <summary>For people: <c>modbus-tcp 192.168.1.20:502/1</c>.</summary>
    string Name { get; }

    /// <summary>The coop that the hardware stands in.</summary>
    string Coop { get; }

    /// <summary>Every series that this driver may report; fixed for its life.</summary>
    IReadOnlyList<SeriesDefinition> Series { get; }

    /// <summary>How often to read it.</summary>
    TimeSpan Every { get; }

    /// <summary>
    /// Takes one sample of every series. A fault of the world (no answer, a device's exception, nonsense) is not thrown: the series
    /// that it touches come back with quality bad and the reason.
    /// </summary>
    ValueTask ReadAsync(ICollection<Reading> into, CancellationToken cancellationToken);
}
