using Roost.Domain.Breeds;

namespace Roost.Domain.Flocks;

/// <summary>A mean live weight that is expected, with the band in which it lies in nine of ten flocks.</summary>
/// <param name="AgeDays">Days since placement, with fractions.</param>
/// <param name="Grams">The weight, g.</param>
/// <param name="LowGrams">Lower end of the band, g: one flock in twenty is lighter.</param>
/// <param name="HighGrams">Upper end of the band, g: one flock in twenty is heavier.</param>
public sealed record ExpectedWeight(double AgeDays, double Grams, double LowGrams, double HighGrams);

/// <summary>When a mean live weight is expected to be reached, with the band in which it is in nine of ten flocks.</summary>
/// <param name="AgeDays">Days since placement, with fractions.</param>
/// <param name="EarliestAgeDays">Early end of the band; 0 or more.</param>
/// <param name="LatestAgeDays">Late end of the band; null when that is past the breed's standard.</param>
public sealed record ExpectedAge(double AgeDays, double EarliestAgeDays, double? LatestAgeDays);

/// <summary>
/// Where a flock's weight goes from what it weighed so far. The growth curve is the breed's standard times a factor of the flock's own; the
/// factor's level and its daily drift are followed by a Kalman filter (Harvey, "Forecasting, Structural Time Series Models and the Kalman
/// Filter", 1989: local linear trend with a damped slope), so that what it does not know yet widens the band. Pure.
/// </summary>
public sealed class WeightForecast
{
    // 5 % of a normal law on each side.
    private const double BandDeviations = 1.645;

    // The project's own figures, as deviations of the factor's logarithm; tests measure the band that they give.
    private const double LevelAtPlacement = 0.06;
    private const double SlopeAtPlacement = 0.004;
    private const double SlopeNoise = 0.0009;
    private const double LevelNoise = 0.003;
    private const double SlopeKeptADay = 0.93;

    // What a scale's or a sample's mean is wrong by from one day to another, and what all of a flock's means are wrong by alike.
    private const double WeighingError = 0.015;
    private const double LastingError = 0.013;

    private readonly BreedStandard standard;
    private readonly double age;
    private readonly double level;
    private readonly double slope;
    private readonly double levelVariance;
    private readonly double covariance;
    private readonly double slopeVariance;

    private WeightForecast(
        BreedStandard standard, double age, double level, double slope, double levelVariance, double covariance, double slopeVariance)
    {
        this.standard = standard;
        this.age = age;
        this.level = level;
        this.slope = slope;
        this.levelVariance = levelVariance;
        this.covariance = covariance;
        this.slopeVariance = slopeVariance;
    }

    /// <summary>The age of the last weighing, days; 0 when there was none.</summary>
    public double AgeDays => age;

    /// <summary>The forecast from the days on which the flock was weighed; without any it is the breed's standard, with what flocks differ by.</summary>
    public static WeightForecast Of(BreedStandard standard, IEnumerable<FlockDay> days)
    {
        var forecast = new WeightForecast(
            standard, 0, 0, 0, LevelAtPlacement * LevelAtPlacement, 0, SlopeAtPlacement * SlopeAtPlacement);
        foreach (var day in days)
        {
            if (day.WeightGrams is > 0 and { } grams)
            {
                forecast = forecast.At(day.Day + 0.5).With(grams, (day.WeightErrorPercent ?? 0) / 100);
            }
        }

        return forecast;
    }

    /// <summary>The weight at an age; null before the last weighing and past the breed's standard.</summary>
    public ExpectedWeight? WeightAt(double ageDays)
    {
        if (ageDays < age || ageDays > standard.LastDay)
        {
            return null;
        }

        var then = At(ageDays);
        var band = BandDeviations * Math.Sqrt(then.levelVariance + (LastingError * LastingError));
        var middle = standard.WeightGrams(ageDays);
        return new(ageDays, middle * Math.Exp(then.level), middle * Math.Exp(then.level - band), middle * Math.Exp(then.level + band));
    }

    /// <summary>When a weight is reached; null when it is reached already, or not within the breed's standard.</summary>
    public ExpectedAge? AgeOf(double grams)
    {
        if (WeightAt(age) is not { } now || now.Grams >= grams || First(grams, weight => weight.Grams) is not { } middle)
        {
            return null;
        }

        return new(middle, First(grams, weight => weight.HighGrams) ?? middle, First(grams, weight => weight.LowGrams));
    }

    private double? First(double grams, Func<ExpectedWeight, double> edge)
    {
        const double Step = 0.1;
        for (var steps = 0; WeightAt(age + (steps * Step)) is { } weight; steps++)
        {
            if (edge(weight) >= grams)
            {
                return weight.AgeDays;
            }
        }

        return null;
    }

    private WeightForecast At(double ageDays)
    {
        var days = ageDays - age;
        var kept = Math.Pow(SlopeKeptADay, days);

        // A slope that is damped day by day moves the level by the sum of a geometric series.
        var reach = (1 - kept) / -Math.Log(SlopeKeptADay);
        var noise = SlopeNoise * SlopeNoise;
        return new(
            standard,
            ageDays,
            level + (reach * slope),
            kept * slope,
            levelVariance + (2 * reach * covariance) + (reach * reach * slopeVariance) + (LevelNoise * LevelNoise * days) + (noise * reach * reach * days / 3),
            kept * (covariance + (reach * slopeVariance)) + (noise * reach * days / 2),
            (kept * kept * slopeVariance) + (noise * days));
    }

    private WeightForecast With(double grams, double sampleError)
    {
        var variance = levelVariance + (WeighingError * WeighingError) + (sampleError * sampleError);
        var surprise = Math.Log(grams / standard.WeightGrams(age)) - level;
        var (levelGain, slopeGain) = (levelVariance / variance, covariance / variance);
        return new(
            standard,
            age,
            level + (levelGain * surprise),
            slope + (slopeGain * surprise),
            levelVariance * (1 - levelGain),
            covariance * (1 - levelGain),
            slopeVariance - (slopeGain * covariance));
    }
}
