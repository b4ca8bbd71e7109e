using System.Globalization;
using Roost.Alarms;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.Print;
using Roost.Domain.Flocks;

namespace Roost.Cloud.Flocks.Reports;

/// <summary>A report as a page for a mail or for paper, in one language. Pure.</summary>
internal static class ReportPage
{
    /// <summary>The page.</summary>
    /// <param name="report">What it tells.</param>
    /// <param name="language"><c>en</c> or <c>zh-CN</c>.</param>
    public static string Of(FarmReport report, string language)
    {
        var page = new PrintedPage(language, report.TimeZone);
        page.Begin(TitleOf(report, language), report.Farm);
        page.Paragraph("meta", page.T(
            $"Farm {report.Farm} · {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd} (the farm's days)",
            $"农场 {report.Farm} · {report.From:yyyy-MM-dd} 至 {report.To:yyyy-MM-dd}（农场当地日期）"));
        if (report.Flocks.Count == 0)
        {
            page.Paragraph("", page.T("No flock lived on the farm in this time.", "这段时间农场没有鸡群。"));
        }

        foreach (var flock in report.Flocks)
        {
            Section(page, report, flock);
        }

        return page.End();
    }

    /// <summary>The same in a sentence a flock, for what shows no page.</summary>
    public static string Summary(FarmReport report, string language) => string.Join(
        '\n',
        report.Flocks.Where(flock => flock.Figures.Days.Count > 0).Select(flock =>
        {
            var last = flock.Figures.Days[^1];
            var weight = last.WeightGrams is { } grams
                ? Wording.In(language, $", {Say(grams, 0)} g (standard {Say(last.StandardWeightGrams, 0)})", $"，体重{Say(grams, 0)} g（标准{Say(last.StandardWeightGrams, 0)}）")
                : "";
            return Wording.In(
                language,
                $"{Wording.CoopIn(flock.Flock.Placement.Coop, language)}: day {last.Day}, {last.Birds} birds, losses {Say(last.LossPercent, 2)} % on the day, {Say(last.LostPercent, 2)} % in all{weight}",
                $"{Wording.CoopIn(flock.Flock.Placement.Coop, language)}：第{last.Day}日龄，存栏{last.Birds}只，当日死淘{Say(last.LossPercent, 2)}%，累计{Say(last.LostPercent, 2)}%{weight}");
        }));

    private static string TitleOf(FarmReport report, string language) => report.Kind switch
    {
        ReportKind.Daily => Wording.In(language, $"Daily report, {report.To:yyyy-MM-dd}", $"日报 {report.To:yyyy-MM-dd}"),
        ReportKind.Weekly => Wording.In(language, $"Weekly report, {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}", $"周报 {report.From:yyyy-MM-dd} 至 {report.To:yyyy-MM-dd}"),
        _ => Wording.In(language, "Flock report", "鸡群报告"),
    };

    private static void Section(PrintedPage page, FarmReport report, FlockReport flock)
    {
        var (placement, figures) = (flock.Flock.Placement, flock.Figures);
        page.Heading($"{Wording.CoopIn(placement.Coop, "en")} · {placement.Breed}", $"{Wording.CoopIn(placement.Coop, "zh-CN")} · {placement.Breed}");
        page.Paragraph("", page.T(
            $"{placement.Birds} birds placed on {placement.PlacedOn:yyyy-MM-dd}{(placement.Source is { Length: > 0 } source ? $", {source}" : "")}.",
            $"{placement.PlacedOn:yyyy-MM-dd} 进鸡 {placement.Birds} 只{(placement.Source is { Length: > 0 } from ? $"，{from}" : "")}。"));
        if (figures.WithdrawalUntil is { } until && until >= report.To)
        {
            page.Paragraph("late", page.T($"Not to be sold until {until:yyyy-MM-dd} is over: withdrawal time.", $"休药期：{until:yyyy-MM-dd} 当天结束前不得出售。"));
        }

        if (figures.Result is { } result)
        {
            page.Table(
                [page.T("Age", "日龄"), page.T("Livability", "成活率"), page.T("Mean weight", "均重"), page.T("Feed conversion", "料肉比"), page.T("EPEF", "欧洲效益指数")],
                [[Say(result.AgeDays, 0), $"{Say(result.LivabilityPercent, 2)} %", $"{Say(result.WeightGrams, 0)} g", Say(result.FeedConversion, 2), Say(result.ProductionEfficiency, 0)]]);
        }

        var first = report.From.DayNumber - placement.PlacedOn.DayNumber;
        Days(page, figures.Lays, [.. figures.Days.Where(day => day.Day >= first)]);
        page.Paragraph("", page.T(
            $"Alarms: {CountOf(flock, AlarmSeverity.Critical)} critical, {CountOf(flock, AlarmSeverity.Warning)} warnings, {CountOf(flock, AlarmSeverity.Information)} for information.",
            $"报警：紧急 {CountOf(flock, AlarmSeverity.Critical)} 条，警告 {CountOf(flock, AlarmSeverity.Warning)} 条，提示 {CountOf(flock, AlarmSeverity.Information)} 条。"));
        page.Table(
            [page.T("Day", "日期"), page.T("What", "内容"), page.T("How much", "数量"), page.T("More", "说明"), page.T("By", "记录人")],
            flock.Lines.Select(line => new[] { line.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), SheetWords.KindIn(line.Kind, page.Language), SheetWords.AmountOf(line), SheetWords.MoreIn(line, page.Language), line.By }));
    }

    private static void Days(PrintedPage page, bool lays, IReadOnlyList<DayFigures> days) => page.Table(
        [
            page.T("Age", "日龄"), page.T("Birds", "存栏"), page.T("Losses, %", "死淘，%"), page.T("In all, %", "累计，%"),
            page.T("Weight (standard), g", "体重（标准），g"), page.T("Feed a bird (standard), g", "只均采食（标准），g"), page.T("Water a bird, mL", "只均饮水，mL"),
            .. lays ? [page.T("Hen-day (standard), %", "产蛋率（标准），%"), page.T("Egg mass, g", "产蛋重，g")] : (string[])[page.T("Water to feed", "水料比"), page.T("Feed conversion", "料肉比")],
        ],
        days.Select(day => (string[])
        [
            Say(day.Day, 0), Say(day.Birds, 0), Say(day.LossPercent, 2), Say(day.LostPercent, 2),
            $"{Say(day.WeightGrams, 0)} ({Say(day.StandardWeightGrams, 0)})", $"{Say(day.FeedGrams, 0)} ({Say(day.StandardFeedGrams, 0)})", Say(day.WaterMilliliters, 0),
            .. lays ? [$"{Say(day.HenDayPercent, 1)} ({Say(day.StandardHenDayPercent, 1)})", Say(day.EggMassGrams, 1)] : (string[])[Say(day.WaterToFeed, 2), Say(day.FeedConversion, 2)],
        ]),
        "numbers");

    private static int CountOf(FlockReport flock, AlarmSeverity severity) => flock.Alarms.GetValueOrDefault(severity);

    private static string Say(double? value, int decimals) => value is { } number ? number.ToString($"N{decimals}", CultureInfo.InvariantCulture) : "–";
}
