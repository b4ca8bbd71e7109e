using Roost.Alarms.Rules;

namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>A limit at the flock's age; NaN where the limit hangs on an age that is not known.</summary>
internal sealed class AgeLimit(Curve curve, FlockFigures flock)
{
    private readonly bool isConstant = curve.IsConstant;
    private double age = double.NaN;
    private double limit = curve.IsConstant ? curve.Points[0].Value : double.NaN;

    public double At(long now)
    {
        // A house's sensors are read together, and through all the readings of a moment the birds are as old.
        if (!isConstant && flock.AgeDaysAt(now) is var asked && asked != age)
        {
            (age, limit) = (asked, double.IsNaN(asked) ? double.NaN : curve.At(asked));
        }

        return limit;
    }
}
