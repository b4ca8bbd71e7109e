using System.Globalization;
using System.Net;
using System.Text;
using Roost.Simulation.Flock;

namespace Roost.Simulators.Scenarios;

/// <summary>A page of charts of a scenario, whole in one file: what a vet or a farmer looks at to believe it or not.</summary>
internal static class ScenarioPage
{
    // Told apart by the colour-blind too (Okabe and Ito 2008), on light and dark ground.
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c2024; --soft: #6a737b; --line: #d5dade; --ground: #fbfbfa; --band: #c8641422;
          --a: #0072b2; --b: #d55e00; --c: #009e73; --d: #cc79a7; --e: #8a6d00; --f: #6a737b }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --soft: #98a1a9; --line: #343a40; --ground: #14171a; --band: #e6823c33;
          --a: #56b4e9; --b: #ff9a4d; --c: #3fd0a4; --d: #e79fc6; --e: #f0e442; --f: #98a1a9 } }
        body { margin: 0 auto; padding: 1.5rem; max-width: 1180px; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif }
        h1 { font-size: 1.5rem; margin: 0 } h1 + p { margin-top: .2rem } h2 { font-size: 1rem; margin: 1.6rem 0 .2rem }
        .pictures { display: flex; flex-wrap: wrap; gap: 1rem } figure { margin: 1rem 0 0; flex: 1 1 320px; max-width: 560px } figure img { width: 100% }
        .soft { color: var(--soft) } table { border-collapse: collapse } td, th { text-align: left; padding: .15rem 1rem .15rem 0; font-variant-numeric: tabular-nums }
        svg { display: block; width: 100%; height: auto } svg text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums }
        .grid { stroke: var(--line); stroke-width: 1 } .band { fill: var(--band) } .line { fill: none; stroke-width: 1.5; stroke-linejoin: round }
        .a { stroke: var(--a) } .b { stroke: var(--b) } .c { stroke: var(--c) } .d { stroke: var(--d) } .e { stroke: var(--e) } .f { stroke: var(--f); stroke-dasharray: 4 3 }
        .key { display: inline-block; width: 1.4em; height: 0; border-top: 2px solid; vertical-align: .25em; margin: 0 .35em 0 1em }
        .key.a { border-color: var(--a) } .key.b { border-color: var(--b) } .key.c { border-color: var(--c) } .key.d { border-color: var(--d) } .key.e { border-color: var(--e) }
        .key.f { border-color: var(--f); border-top-style: dashed }
        """;

    /// <summary>The page.</summary>
    public static string Write(ScenarioTrace trace)
    {
        var scenario = trace.Scenario;
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(scenario.Title["en"])}</title><style>{Style}</style>");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Text(scenario.Title["en"])} · {Text(scenario.Title["zh-CN"])}</h1>");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Text(scenario.Name)}, seed {scenario.Setup.Seed}: {Text(scenario.About)}</p>");
        AppendEvents(html, scenario);
        AppendPictures(html, trace);
        foreach (var panel in ScenarioPanels.Of(trace))
        {
            SvgChart.Append(html, panel, trace);
        }

        AppendDays(html, trace);
        return html.Append("</html>\n").ToString();
    }

    private static void AppendEvents(StringBuilder html, Scenario scenario)
    {
        if (scenario.Events.Count == 0)
        {
            html.Append("<p>Nothing happens, and nothing may raise an alarm. · 一切正常，不应有任何报警。</p>");
            return;
        }

        html.Append("<table><tr><th>What happens 事件</th><th>from 开始</th><th>until 结束</th><th>what must be said 应有报警</th></tr>");
        foreach (var each in scenario.Events)
        {
            var expected = string.Join(", ", each.Expected.Select(alarm => $"{ScenarioAlarms.WordOf(alarm.Alarm)} within {Duration(alarm.Within)}")
                .Concat(each.Late.Select(alarm => $"{ScenarioAlarms.WordOf(alarm.Alarm)}, late, within {Duration(alarm.Within)}")));
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(each.What)}</td><td>{Local(scenario, each.Event.From)}</td><td>{(each.Event.Until == DateTimeOffset.MaxValue ? "–" : Local(scenario, each.Event.Until))}</td><td>{Text(expected.Length == 0 ? "–" : expected)}</td></tr>");
        }

        html.Append("</table>");
        if (scenario.MayFollow.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">May follow · 可能随之出现: {Text(string.Join(", ", scenario.MayFollow.Select(ScenarioAlarms.WordOf)))}</p>");
        }
    }

    private static void AppendPictures(StringBuilder html, ScenarioTrace trace)
    {
        html.Append("<div class=\"pictures\">");
        foreach (var picture in trace.Pictures)
        {
            var title = Local(trace.Scenario, picture.Time);
            html.Append(CultureInfo.InvariantCulture, $"<figure><img alt=\"What the camera sees · 摄像头画面, {title}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(picture.Jpeg)}\"><figcaption class=\"soft\">{title}</figcaption></figure>");
        }

        html.Append("</div>");
    }

    private static void AppendDays(StringBuilder html, ScenarioTrace trace)
    {
        html.Append("<h2>Day by day · 每日</h2><table><tr><th>day 日龄</th><th>birds 存栏</th><th>deaths 死亡</th><th>weight 体重 g</th><th>standard 标准 g</th><th>feed 饲料 g</th><th>water 饮水 mL</th><th>water : feed 水料比</th></tr>");
        foreach (var day in ScenarioDay.Of(trace))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{day.FlockDay}</td><td>{day.Birds:n0}</td><td>{day.Deaths}</td><td>{day.WeightGrams:0}</td><td>{day.StandardGrams:0}</td><td>{day.FeedGrams:0.0}</td><td>{day.WaterMilliliters:0}</td><td>{(day.FeedGrams > 0.5 ? (day.WaterMilliliters / day.FeedGrams).ToString("0.00", CultureInfo.InvariantCulture) : "–")}</td></tr>");
        }

        html.Append("</table>");
    }

    internal static string Local(Scenario scenario, DateTimeOffset when)
    {
        var local = TimeZoneInfo.ConvertTime(when, scenario.Setup.TimeZone);
        var day = DateOnly.FromDateTime(local.DateTime).DayNumber - scenario.Setup.Flock.PlacedOn.DayNumber;
        return string.Create(CultureInfo.InvariantCulture, $"day {day}, {local:HH:mm}");
    }

    private static string Duration(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} days"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.#} min"),
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>One farm-local day of a flock, per bird.</summary>
internal readonly record struct ScenarioDay(
    int FlockDay, double Birds, int Deaths, double WeightGrams, double StandardGrams, double FeedGrams, double WaterMilliliters)
{
    /// <summary>Every whole day of a trace, as it stood at its end.</summary>
    public static IEnumerable<ScenarioDay> Of(ScenarioTrace trace)
    {
        var zone = trace.Scenario.Setup.TimeZone;
        foreach (var day in trace.Points.Where(point => point.Figures.Flock is not null).GroupBy(point => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(point.Time, zone).DateTime)))
        {
            var last = day.Last();
            if (last.Figures is { Flock: FlockFigures flock, FlockDay: { } flockDay } && TimeZoneInfo.ConvertTime(last.Time, zone).TimeOfDay + trace.Step >= TimeSpan.FromDays(1))
            {
                var birds = Math.Max(1, flock.BirdsAlive);
                yield return new(
                    flockDay, flock.BirdsAlive, flock.DeathsToday, flock.WeightGrams, trace.Scenario.Setup.Flock.Kind.Standard.WeightGrams(flockDay + 1),
                    flock.FeedTodayKilograms * 1000 / birds, flock.WaterTodayLiters * 1000 / birds);
            }
        }
    }
}
