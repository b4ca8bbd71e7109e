using System.Globalization;
using Roost.Alarms.Rules;
using Roost.Domain.Climate;

namespace Roost.Alarms.Linter;

/// <summary>Limits of temperature held against the set-point, what birds survive, and the season.</summary>
internal static class TemperatureChecks
{
    private const double FarFromSetPointKelvin = 12;
    private const double CloseToSetPointKelvin = 1;

    public static IEnumerable<Finding> Check(LimitFacts limit, FlockFacts facts)
    {
        if (!limit.IsTemperature && !limit.IsFromSetPoint)
        {
            return [];
        }

        // One age says it all, a sentence for each of 42 days would not: the oldest, for the birds are worth most then.
        var worst = Enumerable.Range(facts.FromDay, facts.ToDay - facts.FromDay + 1)
            .Select(day => AtAge(limit, facts, day))
            .OfType<Finding>()
            .OrderBy(finding => finding.Level)
            .LastOrDefault();
        return [.. worst is null ? Season(limit, facts) : [worst]];
    }

    private static Finding? AtAge(LimitFacts limit, FlockFacts facts, int day)
    {
        var setPoint = HouseSetPoint.TemperatureCelsius(facts.Breed, day);
        var celsius = limit.Limit.At(day) + (limit.IsFromSetPoint ? setPoint : 0);
        var (at, aim) = (Number(celsius), Number(setPoint));
        return limit.IsHigh ? High(limit, facts, day, celsius, setPoint, at, aim) : Low(limit, day, celsius, setPoint, at, aim);
    }

    private static Finding? High(LimitFacts limit, FlockFacts facts, int day, double celsius, double setPoint, string at, string aim)
    {
        var survives = BirdTolerance.HighestCelsius(facts.Breed, day);
        if (celsius > survives)
        {
            return Refused(limit, new(
                $"At day {day} this alarm comes above {at} °C, but birds of that age die above {Number(survives)} °C in still air; the set-point is {aim} °C.",
                $"{day}日龄时此报警在高于{at} °C才触发，但该日龄鸡只在静止空气中超过{Number(survives)} °C就会死亡；设定温度为{aim} °C。"));
        }

        if (limit.Alone && celsius <= setPoint)
        {
            return Refused(limit, new(
                $"At day {day} this alarm comes above {at} °C, which is not above the set-point of {aim} °C: it would never be quiet.",
                $"{day}日龄时此报警在高于{at} °C就触发，未高于设定温度{aim} °C，报警将不停。"));
        }

        if (limit.Rule.Severity < AlarmSeverity.Critical && celsius > setPoint + FarFromSetPointKelvin)
        {
            return Warning(limit, Far(day, at, aim));
        }

        return limit.Alone && celsius < setPoint + CloseToSetPointKelvin ? Warning(limit, Close(day, at, aim)) : null;
    }

    private static Finding? Low(LimitFacts limit, int day, double celsius, double setPoint, string at, string aim)
    {
        if (celsius >= setPoint)
        {
            return Refused(limit, new(
                $"At day {day} the low limit is {at} °C, which is not below the set-point of {aim} °C: it would never be quiet.",
                $"{day}日龄时低限为{at} °C，未低于设定温度{aim} °C，报警将不停。"));
        }

        if (celsius < setPoint - BirdTolerance.KelvinBelowSetPoint(day))
        {
            return Refused(limit, new(
                $"At day {day} this alarm comes below {at} °C, but birds of that age die of cold before; the set-point is {aim} °C.",
                $"{day}日龄时此报警在低于{at} °C才触发，但该日龄鸡只在此之前就会冻死；设定温度为{aim} °C。"));
        }

        return celsius > setPoint - CloseToSetPointKelvin ? Warning(limit, Close(day, at, aim)) : null;
    }

    private static IEnumerable<Finding> Season(LimitFacts limit, FlockFacts facts)
    {
        if (facts.Outside is not { } outside || !limit.IsHigh || !limit.Alone || !limit.IsTemperature)
        {
            yield break;
        }

        var lowest = Enumerable.Range(facts.FromDay, facts.ToDay - facts.FromDay + 1).Min(day => limit.Limit.At(day));
        if (lowest < outside.HighCelsius)
        {
            yield return Warning(limit, new(
                $"In this season the afternoons reach {Number(outside.HighCelsius)} °C outside; a limit of {Number(lowest)} °C would page on every hot one, whatever the fans do.",
                $"本季午后室外可达{Number(outside.HighCelsius)} °C，限值{Number(lowest)} °C会在每个炎热午后报警，与风机无关。"));
        }
    }

    private static LocalText Far(int day, string at, string aim) => new(
        $"At day {day} this limit is {at} °C, far from the set-point of {aim} °C; was another number meant?",
        $"{day}日龄时此限值为{at} °C，离设定温度{aim} °C太远；是否输错？");

    private static LocalText Close(int day, string at, string aim) => new(
        $"At day {day} this limit is {at} °C, less than a degree from the set-point of {aim} °C; it will page often.",
        $"{day}日龄时此限值为{at} °C，离设定温度{aim} °C不到一度，会频繁报警。");

    private static Finding Refused(LimitFacts limit, LocalText sentence) => new(FindingLevel.Refused, limit.Rule.Name, sentence);

    private static Finding Warning(LimitFacts limit, LocalText sentence) => new(FindingLevel.Warning, limit.Rule.Name, sentence);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
