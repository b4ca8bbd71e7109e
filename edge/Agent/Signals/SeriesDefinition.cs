using Roost.Domain.Readings;

namespace Roost.Edge.Signals;

/// <summary>What a driver can report, and when a sample of it is worth a reading.</summary>
/// <param name="Quantity">What is measured.</param>
/// <param name="Place">Where in the coop.</param>
/// <param name="Deadband">A change of more than this, in the quantity's unit, is reported at once.</param>
/// <param name="ReportEvery">The longest time between two readings, changed or not.</param>
internal sealed record SeriesDefinition(Quantity Quantity, string Place, double Deadband, TimeSpan ReportEvery);
