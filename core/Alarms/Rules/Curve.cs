namespace Roost.Alarms.Rules;

/// <summary>One point of a <see cref="Curve"/>.</summary>
/// <param name="AgeDays">Age of the flock in days; 0 is the day of placement.</param>
/// <param name="Value">The value at that age, in the unit of what it limits.</param>
public readonly record struct CurvePoint(double AgeDays, double Value);

/// <summary>
/// A number that may change with the birds' age: on straight lines between its points, before the first and after the last as there. One point
/// is a constant.
/// </summary>
/// <param name="Points">The points, youngest first; at least one.</param>
public sealed record Curve(IReadOnlyList<CurvePoint> Points)
{
    private readonly CurvePoint[] points = [.. Points];

    /// <summary>The same at every age.</summary>
    public static Curve Constant(double value) => new([new(0, value)]);

    /// <summary>Whether it is the same at every age, so that it can be judged without knowing the age.</summary>
    public bool IsConstant => Points.Count == 1;

    /// <summary>The value at an age.</summary>
    public double At(double ageDays)
    {
        var last = points[^1];
        if (ageDays >= last.AgeDays)
        {
            return last.Value;
        }

        for (var index = points.Length - 1; index > 0; index--)
        {
            var (from, to) = (points[index - 1], points[index]);
            if (ageDays >= from.AgeDays)
            {
                return from.Value + ((to.Value - from.Value) * (ageDays - from.AgeDays) / (to.AgeDays - from.AgeDays));
            }
        }

        return points[0].Value;
    }

    /// <summary>Equal when the points are.</summary>
    public bool Equals(Curve? other) => other is not null && Points.SequenceEqual(other.Points);

    /// <inheritdoc/>
    public override int GetHashCode() => Points.Aggregate(Points.Count, HashCode.Combine);
}
