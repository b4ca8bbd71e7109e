using Roost.Alarms.Rules;

namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>A limit at the flock's age; NaN where the limit hangs on an age that is not known.</summary>
internal sealed class AgeLimit(Curve curve, FlockFigures flock)
{
    private readonly double constant = curve.IsConstant ? curve.Points[0].Value : double.NaN;

    public double At(long now)
    {
        if (curve.IsConstant)
        {
            return constant;
        }

        var age = flock.AgeDaysAt(now);
        return double.IsNaN(age) ? double.NaN : curve.At(age);
    }
}
