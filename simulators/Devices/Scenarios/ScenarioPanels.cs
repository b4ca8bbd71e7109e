using Roost.Domain.Readings;
using Roost.Simulation;
using Roost.Simulation.Events;

namespace Roost.Simulators.Scenarios;

/// <summary>One line of a chart.</summary>
/// <param name="Key">What it is, en · zh-CN.</param>
/// <param name="Colour">Its class in the page's style: <c>a</c> to <c>f</c>; <c>f</c> is dashed, for what is aimed at.</param>
/// <param name="Values">One for each point of the trace; NaN for none.</param>
internal sealed record ChartLine(string Key, string Colour, IReadOnlyList<double> Values);

/// <summary>One chart.</summary>
/// <param name="Title">What it shows, with its unit, en · zh-CN.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="FromZero">Whether the axis begins at 0.</param>
internal sealed record ChartPanel(string Title, IReadOnlyList<ChartLine> Lines, bool FromZero = true);

/// <summary>The charts of a scenario's page, from top to bottom.</summary>
internal static class ScenarioPanels
{
    private static readonly string[] Colours = ["a", "b", "c", "d", "e"];

    public static IEnumerable<ChartPanel> Of(ScenarioTrace trace)
    {
        var points = trace.Points;
        foreach (var panel in Troubled(trace))
            yield return panel;

        if (points.Any(point => point.Seen.Count > 0))
        {
            yield return new("What the camera's pictures measure, % · 摄像头画面指标", [
                Seen("brightness 亮度", "a", Quantity.PictureBrightness),
                Seen("sharpness 清晰度", "b", Quantity.PictureSharpness),
                Seen("moved aside, of the width 偏移", "c", Quantity.PictureShift)]);
            yield return new("From picture to picture, % changed · 画面变化", [Seen("changed 变化", "a", Quantity.PictureChange)]);
        }

        yield return new("Temperature, °C · 温度", [
            Line("outside 室外", "e", figures => figures.OutsideTemperatureCelsius),
            Line("front 前端", "a", figures => figures.FrontTemperatureCelsius),
            Line("rear 后端", "b", figures => figures.RearTemperatureCelsius),
            Line("as birds feel it 体感", "d", figures => figures.Flock?.EffectiveTemperatureCelsius ?? double.NaN),
            Line("set-point 设定", "f", figures => figures.TemperatureSetPointCelsius)], FromZero: false);
        yield return new("Relative humidity, % · 相对湿度", [
            Line("outside 室外", "e", figures => figures.OutsideRelativeHumidityPercent),
            Line("middle 中部", "a", figures => figures.RelativeHumidityPercent)]);
        yield return new("Carbon dioxide, ppm · 二氧化碳", [Line("middle 中部", "a", figures => figures.CarbonDioxidePpm)]);
        yield return new("Ammonia, ppm · 氨气", [
            Line("front 前端", "a", figures => figures.FrontAmmoniaPpm),
            Line("middle 中部", "c", figures => figures.AmmoniaPpm),
            Line("rear 后端", "b", figures => figures.RearAmmoniaPpm)]);
        yield return new("Litter moisture, % · 垫料含水率", [
            Line("front 前端", "a", figures => figures.LitterMoisturePercent.ElementAtOrDefault(0)),
            Line("middle 中部", "c", figures => figures.LitterMoisturePercent.ElementAtOrDefault(1)),
            Line("rear 后端", "b", figures => figures.LitterMoisturePercent.ElementAtOrDefault(2))]);
        yield return new("Fans and heaters, % · 风机与加热", [
            Line("fans 风机", "a", figures => figures.FanSpeedPercent),
            Line("heaters 加热", "b", figures => figures.HeaterPercent),
            Line("pads 湿帘", "c", figures => figures.PadsWetPercent)]);
        yield return new("Air, thousand m³/h · 通风量", [Line("through the house 全舍", "a", figures => figures.VentilationCubicMetersPerHour / 1000)]);
        yield return new("Static pressure, Pa · 静压", [Line("house 鸡舍", "a", figures => figures.StaticPressurePascals)]);
        yield return new("Weight, g · 体重", [
            Line("birds 鸡群", "a", figures => figures.Flock?.WeightGrams ?? double.NaN),
            new("standard 标准", "f", [.. points.Select(point => point.Figures.Flock is { } flock ? trace.Scenario.Setup.Flock.Kind.Standard.WeightGrams(flock.AgeDays) : double.NaN)])]);
        yield return new("Water, L/h · 饮水", [new("meter 水表", "a", PerHour(points, trace.Step, figures => figures.WaterLiters))]);
        yield return new("Feed, kg/h · 采食", [new("eaten 采食", "a", PerHour(points, trace.Step, figures => figures.FeedKilograms))]);
        yield return new("Activity, % of the floor · 活动量", [Line("all 全舍", "a", figures => figures.ActivityPercent)]);
        yield return new("Of the birds, % · 鸡只占比", [
            Line("huddling 扎堆", "a", figures => 100 * (figures.Flock?.ShareHuddling ?? double.NaN)),
            Line("panting 喘气", "b", figures => 100 * (figures.Flock?.SharePanting ?? double.NaN)),
            Line("at the feeder 采食", "c", figures => 100 * (figures.Flock?.ShareAtFeeder ?? double.NaN)),
            Line("ill 患病", "d", figures => 100 * (figures.Flock?.ShareIll ?? double.NaN))]);
        yield return new("Deaths since midnight · 当日死亡", [Line("birds 只", "b", figures => figures.Flock?.DeathsToday ?? double.NaN)]);
        yield return new("Deaths since the beginning · 累计死亡", [Line("birds 只", "b", figures => figures.Flock?.Deaths.Values.Sum() ?? double.NaN)]);
        if (trace.Scenario.Setup.Flock.Kind.Lays)
        {
            yield return new("Eggs since midnight · 当日产蛋", [Line("eggs 枚", "a", figures => figures.Flock?.EggsToday ?? double.NaN)]);
        }

        ChartLine Seen(string key, string colour, Quantity quantity) =>
            new(key, colour, [.. points.Select(point => point.Seen.GetValueOrDefault(quantity, double.NaN))]);

        ChartLine Line(string key, string colour, Func<CoopFigures, double> value) => new(key, colour, [.. points.Select(point => value(point.Figures))]);
    }

    // A sensor with a fault beside its healthy neighbours of the same quantity: the charts below show the truth only.
    private static IEnumerable<ChartPanel> Troubled(ScenarioTrace trace)
    {
        var troubled = trace.Scenario.Events.Select(each => each.Event).OfType<SensorEvent>()
            .SelectMany(each => each is SensorsSwapped swapped ? [swapped.Sensor, swapped.Other] : new[] { each.Sensor }).ToHashSet();
        foreach (var quantity in trace.Sensors.Where(plan => troubled.Contains(plan.Name)).Select(plan => plan.Quantity).Distinct())
        {
            var facts = QuantityFacts.Of(quantity);
            var shown = trace.Sensors.Index().Where(each => each.Item.Quantity == quantity).ToList();
            yield return new(
                $"What the sensors show: {facts.Name}, {facts.Unit} · 传感器读数",
                [.. shown.Select((each, line) => new ChartLine(each.Item.Place, Colours[line % Colours.Length], [.. trace.Points.Select(point => point.Shown[each.Index])]))],
                FromZero: false);
        }
    }

    // Counters fall to zero at the farm's midnight: the step over it is left out.
    private static double[] PerHour(IReadOnlyList<TracePoint> points, TimeSpan step, Func<CoopFigures, double> counter)
    {
        var width = Math.Max(1, (int)(TimeSpan.FromMinutes(10) / step));
        var rates = new double[points.Count];
        for (var index = 0; index < points.Count; index++)
        {
            var first = Math.Max(0, index - width);
            var grown = counter(points[index].Figures) - counter(points[first].Figures);
            rates[index] = grown < 0 || index == first ? double.NaN : grown / (step.TotalHours * (index - first));
        }

        return rates;
    }
}
