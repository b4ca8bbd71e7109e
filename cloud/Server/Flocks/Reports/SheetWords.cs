using Roost.Cloud.Flocks.Sheet;
using Roost.Cloud.Notify.Messages;

namespace Roost.Cloud.Flocks.Reports;

/// <summary>Lines of a daily sheet in words. Pure.</summary>
internal static class SheetWords
{
    public static string KindIn(SheetKind kind, string language) => kind switch
    {
        SheetKind.Dead => Wording.In(language, "Dead", "死亡"),
        SheetKind.Culled => Wording.In(language, "Culled", "淘汰"),
        SheetKind.Thinned => Wording.In(language, "Thinned", "提前出栏"),
        SheetKind.Weighing => Wording.In(language, "Weighed", "称重"),
        SheetKind.FeedDelivery => Wording.In(language, "Feed delivered", "进料"),
        SheetKind.FeedEaten => Wording.In(language, "Feed eaten", "耗料"),
        SheetKind.WaterDrunk => Wording.In(language, "Water drunk", "耗水"),
        SheetKind.Eggs => Wording.In(language, "Eggs", "产蛋"),
        SheetKind.Treatment => Wording.In(language, "Treatment", "用药"),
        SheetKind.Vaccination => Wording.In(language, "Vaccination", "免疫"),
        SheetKind.Litter => Wording.In(language, "Litter", "垫料"),
        SheetKind.Visitor => Wording.In(language, "Visitor", "来访"),
        SheetKind.Photograph => Wording.In(language, "Photograph", "照片"),
        _ => Wording.In(language, "Note", "备注"),
    };

    /// <summary>How much or how many, with its unit; a dash where it is no amount.</summary>
    public static string AmountOf(SheetEntry line) => line switch
    {
        { WeightsGrams: { Count: > 0 } weights } => Say($"{weights.Average():0} g (n = {weights.Count})"),
        { MeanGrams: { } grams, Count: { } birds } => Say($"{grams:0} g (n = {birds})"),
        { Count: { } count } => Say($"{count}"),
        { Kilograms: { } kilograms } => Say($"{kilograms:0.#} kg"),
        { Liters: { } liters } => Say($"{liters:0.#} L"),
        _ => "–",
    };

    /// <summary>Cause, text, and the days to wait.</summary>
    public static string MoreIn(SheetEntry line, string language)
    {
        var wait = line.WithdrawalDays is > 0 and { } days ? Wording.In(language, $"{days} days' withdrawal time", $"休药期 {days} 天") : null;
        return string.Join(Wording.In(language, "; ", "；"), ((string?[])[line.Cause is { } cause ? CauseIn(cause, language) : null, line.Text, wait]).OfType<string>());
    }

    // The causes that the dashboard offers; others stand as they were written.
    private static string CauseIn(string cause, string language) => cause switch
    {
        "weak" => Wording.In(language, "weak", "弱雏"),
        "legs" => Wording.In(language, "legs", "腿病"),
        "injured" => Wording.In(language, "injured", "受伤"),
        "ascites" => Wording.In(language, "ascites", "腹水"),
        "sudden" => Wording.In(language, "sudden", "猝死"),
        "heat" => Wording.In(language, "heat", "热应激"),
        "ill" => Wording.In(language, "ill", "发病"),
        "unknown" => Wording.In(language, "unknown", "不明"),
        _ => cause,
    };

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
