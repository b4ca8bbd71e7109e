using System.Globalization;
using System.Net;
using System.Text;

namespace Roost.Simulators.Scenarios;

/// <summary>Draws a panel as SVG: days along, events as bands, lines broken where there is nothing.</summary>
internal static class SvgChart
{
    private const double Width = 1120;
    private const double Height = 190;
    private const double Left = 52;
    // Room for the name of the last day, which stands to the right of its line.
    private const double Right = 34;
    private const double Top = 8;
    private const double Bottom = 20;

    private static readonly int[] RoundSteps = [1, 2, 5, 10];

    public static void Append(StringBuilder html, ChartPanel panel, ScenarioTrace trace)
    {
        var known = panel.Lines.SelectMany(line => line.Values).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high, tick) = Axis(panel.FromZero ? Math.Min(0, known.Min()) : known.Min(), known.Max());
        html.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(panel.Title)}<small class=\"soft\">");
        foreach (var line in panel.Lines)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"key {line.Colour}\"></span>{WebUtility.HtmlEncode(line.Key)}");
        }

        html.Append(CultureInfo.InvariantCulture, $"</small></h2><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(panel.Title)}\">");
        var (start, end) = (trace.Points[0].Time, trace.Points[^1].Time);
        double X(DateTimeOffset when) => Left + ((Width - Left - Right) * ((when - start) / (end - start)));
        double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * ((value - low) / (high - low)));

        foreach (var each in trace.Scenario.Events.Where(each => each.Event.From < end))
        {
            var (from, until) = (X(each.Event.From), X(each.Event.Until < end ? each.Event.Until : end));
            html.Append(CultureInfo.InvariantCulture, $"<rect class=\"band\" x=\"{from:0.#}\" y=\"{Top}\" width=\"{Math.Max(2, until - from):0.#}\" height=\"{Height - Top - Bottom}\"><title>{each.What}</title></rect>");
        }

        for (var value = low; value <= high + (tick / 2); value += tick)
        {
            html.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{Math.Round(value, 6):#,0.####}</text>");
        }

        AppendDays(html, trace, X);
        foreach (var line in panel.Lines)
        {
            html.Append(CultureInfo.InvariantCulture, $"<path class=\"line {line.Colour}\" d=\"");
            var pen = false;
            for (var index = 0; index < line.Values.Count; index++)
            {
                var value = line.Values[index];
                if (double.IsFinite(value))
                {
                    html.Append(CultureInfo.InvariantCulture, $"{(pen ? 'L' : 'M')}{X(trace.Points[index].Time):0.#} {Y(value):0.#}");
                }

                pen = double.IsFinite(value);
            }

            html.Append("\"/>");
        }

        html.Append("</svg>");
    }

    private static void AppendDays(StringBuilder html, ScenarioTrace trace, Func<DateTimeOffset, double> x)
    {
        var setup = trace.Scenario.Setup;
        var days = (int)Math.Ceiling((trace.Points[^1].Time - trace.Points[0].Time).TotalDays);
        var every = Math.Max(1, days / 14);
        for (var day = 0; day <= days; day += every)
        {
            var when = trace.Points[0].Time.AddDays(day);
            if (when <= trace.Points[^1].Time)
            {
                html.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{x(when):0.#}\" x2=\"{x(when):0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom + 4}\"/><text x=\"{x(when) + 3:0.#}\" y=\"{Height - 6}\">{setup.Flock.AgeAtStartDays + day} d</text>");
            }
        }
    }

    /// <summary>An axis of 3 to 6 round steps that holds both ends.</summary>
    private static (double Low, double High, double Tick) Axis(double least, double most)
    {
        var span = Math.Max(most - least, Math.Max(1e-6, Math.Abs(most) * 1e-3));
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / 4)));
        var tick = RoundSteps.Select(step => step * power).First(step => span / step <= 5);
        return (Math.Floor(least / tick) * tick, Math.Ceiling(most / tick) * tick, tick);
    }
}
