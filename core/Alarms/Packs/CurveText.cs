using System.Globalization;
using Roost.Alarms.Rules;
using Roost.Configuration;

namespace Roost.Alarms.Packs;

/// <summary>A <see cref="Curve"/> as people write it: <c>25</c>, or <c>3 at day 0, 4 at day 7, 5 at day 21</c>.</summary>
public static class CurveText
{
    private const string AtDay = " at day ";

    /// <summary>What a curve may be, for sentences about mistakes.</summary>
    public static ScalarRule<Curve> Rule { get; } = new(
        "a number such as 25, or numbers by age such as \"3 at day 0, 4 at day 7\", youngest first", TryRead);

    /// <summary>Writes a curve as <see cref="Rule"/> reads it.</summary>
    public static string Write(Curve curve) => curve.IsConstant
        ? Write(curve.Points[0].Value)
        : string.Join(", ", curve.Points.Select(point => $"{Write(point.Value)}{AtDay}{Write(point.AgeDays)}"));

    private static string Write(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static bool TryRead(string text, out Curve curve)
    {
        curve = null!;
        if (TryNumber(text, out var constant))
        {
            curve = Curve.Constant(constant);
            return true;
        }

        var points = new List<CurvePoint>();
        foreach (var part in text.Split(", "))
        {
            var cut = part.IndexOf(AtDay, StringComparison.Ordinal);
            if (cut < 0 || !TryNumber(part[..cut], out var value) || !TryNumber(part[(cut + AtDay.Length)..], out var day)
                || day < 0 || (points.Count > 0 && day <= points[^1].AgeDays))
            {
                return false;
            }

            points.Add(new(day, value));
        }

        curve = new(points);
        return true;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
