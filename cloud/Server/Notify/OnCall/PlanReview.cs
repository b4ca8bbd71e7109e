using System.Globalization;
using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Domain.Wire;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>What is wrong with a plan; a plan with any mistake is not saved.</summary>
public static class PlanReview
{
    private const int Most = 50;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Every mistake of the plan; empty for none.</summary>
    public static IReadOnlyList<Mistake> MistakesOf(OnCallPlan plan, IReadOnlyList<Person> people)
    {
        List<Mistake> mistakes = [];
        for (var index = 0; index < Math.Min(plan.CallOrders.Count, Most); index++)
        {
            Check($"callOrders[{index}]", plan.CallOrders[index], people, mistakes);
        }

        if (plan.CallOrders.Count > Most)
        {
            mistakes.Add(new("callOrders", new(
                $"The plan has {plan.CallOrders.Count} call orders, but {Most} are the most.", $"计划有 {plan.CallOrders.Count} 个呼叫顺序，最多 {Most} 个。")));
        }

        foreach (var name in plan.CallOrders.GroupBy(order => order.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            mistakes.Add(new("callOrders", new($"Two call orders are named \"{name}\"; give each a name of its own.", $"两个呼叫顺序都叫“{name}”，请分别命名。")));
        }

        foreach (var reader in plan.DigestTo)
        {
            CheckReach("digestTo", new("The digest", "每日汇总"), reader.Person, reader.Contact, people, mistakes);
        }

        CheckRange("repeatCriticalAfter", plan.RepeatCriticalAfter, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), mistakes);
        CheckRange("repeatWarningAfter", plan.RepeatWarningAfter, TimeSpan.FromMinutes(10), TimeSpan.FromDays(1), mistakes);
        CheckRange("warningIsCriticalAfter", plan.WarningIsCriticalAfter, TimeSpan.FromMinutes(10), TimeSpan.FromDays(7), mistakes);
        CheckRange("tests.acknowledgeWithin", plan.Tests.AcknowledgeWithin, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), mistakes);
        if (plan.PagesAnHour is < 4 or > 60)
        {
            mistakes.Add(new("pagesAnHour", new(
                $"pagesAnHour is {plan.PagesAnHour}, but it must be 4 to 60.", $"每小时消息数是 {plan.PagesAnHour}，须为 4 至 60。")));
        }

        if (plan.Tests.LongestGapDays is < 1 or > 31)
        {
            mistakes.Add(new("tests.longestGapDays", new(
                $"tests.longestGapDays is {plan.Tests.LongestGapDays}, but it must be 1 to 31.", $"两次测试的最长间隔是 {plan.Tests.LongestGapDays} 天，须为 1 至 31 天。")));
        }

        if (mistakes.Count == 0 && Uncovered(plan, AlarmSeverity.Critical) is { } gap)
        {
            mistakes.Add(new("callOrders", new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Nobody is on call for critical alarms from {gap.From:dddd HH:mm} to {gap.To:dddd HH:mm}; add these hours to a call order."),
                $"{InChinese(gap.From)}至{InChinese(gap.To)}没有人值班处理紧急报警，请把这段时间加入一个呼叫顺序。")));
        }

        return mistakes;
    }

    /// <summary>
    /// The first hours of the week that no call order covers. Every instant shows some time of the week on the farm's clock, whatever the
    /// zone's rules: so a week without a gap leaves no instant without a person.
    /// </summary>
    internal static (DateTime From, DateTime To)? Uncovered(OnCallPlan plan, AlarmSeverity severity)
    {
        // A Monday of any year: only the day's name and the time are looked at.
        var monday = new DateTime(2024, 1, 1);
        var week = Enumerable.Range(0, 7 * 24 * 60).Select(minute => monday.AddMinutes(minute)).ToArray();
        var start = Array.FindIndex(week, time => plan.OrderFor(severity, time) is null);
        if (start < 0)
        {
            return null;
        }

        var end = Array.FindIndex(week, start, time => plan.OrderFor(severity, time) is not null);
        return (week[start], end < 0 ? monday.AddDays(7) : week[end]);
    }

    private static string InChinese(DateTime local) =>
        string.Create(CultureInfo.InvariantCulture, $"星期{"日一二三四五六"[(int)local.DayOfWeek]} {local:HH:mm}");

    private static void Check(string field, CallOrder order, IReadOnlyList<Person> people, List<Mistake> mistakes)
    {
        if (!WireName.IsValid(order.Name))
        {
            mistakes.Add(new($"{field}.name", new(
                $"\"{order.Name}\" is no call order's name: 1 to {WireName.MaximumLength} letters, digits, \"-\", \"_\", \".\" and inner spaces are.",
                $"“{order.Name}”不能作呼叫顺序的名称：须为 1 至 {WireName.MaximumLength} 个文字、数字、“-”、“_”、“.”或中间的空格。")));
        }

        var what = new LocalText($"The call order \"{order.Name}\"", $"呼叫顺序“{order.Name}”");
        if (order.Severities.Count == 0)
        {
            mistakes.Add(new($"{field}.severities", new($"{what.En} is for no severity; name critical, warning or both.", $"{what.ZhCn}没有选报警级别；请选紧急、警告或两者。")));
        }

        if (order.Hours.Count is 0 or > Most || order.Hours.Any(hours => hours.Days.Count == 0))
        {
            mistakes.Add(new($"{field}.hours", new($"{what.En} must have 1 to {Most} hours, each with its days.", $"{what.ZhCn}须有 1 至 {Most} 个时段，每个都要选星期。")));
        }
        else if (order.Hours.Any(hours => hours.From.Ticks % TimeSpan.TicksPerMinute != 0 || hours.To.Ticks % TimeSpan.TicksPerMinute != 0))
        {
            mistakes.Add(new($"{field}.hours", new($"{what.En} has hours with seconds; hours begin and end at whole minutes.", $"{what.ZhCn}的时段带有秒；时段须以整分钟起止。")));
        }

        if (order.Steps.Count is 0 or > Most)
        {
            mistakes.Add(new($"{field}.steps", new($"{what.En} must have 1 to {Most} steps.", $"{what.ZhCn}须有 1 至 {Most} 个步骤。")));
        }

        for (var index = 0; index < order.Steps.Count; index++)
        {
            var step = order.Steps[index];
            CheckReach($"{field}.steps[{index}]", what, step.Person, step.Contact, people, mistakes);
            if (step.Wait < TimeSpan.Zero || step.Wait > LongestWait)
            {
                mistakes.Add(new($"{field}.steps[{index}].wait", new(
                    $"{what.En} waits {step.Wait} after \"{step.Person}\", but a wait is 0 to {LongestWait}.",
                    $"{what.ZhCn}在“{step.Person}”之后等待 {step.Wait}，须为 0 至 {LongestWait}。")));
            }
        }
    }

    private static void CheckReach(string field, LocalText what, string person, string contact, IReadOnlyList<Person> people, List<Mistake> mistakes)
    {
        if (people.FirstOrDefault(candidate => candidate.Id == person) is not { } found)
        {
            mistakes.Add(new(field, new(
                $"{what.En} names \"{person}\", but the farm has no such person; add them first.", $"{what.ZhCn}中有“{person}”，但农场没有此人，请先添加。")));
        }
        else if (!found.Contacts.Any(candidate => candidate.Name == contact))
        {
            var (english, chinese) = Listed(found);
            mistakes.Add(new(field, new(
                $"{what.En} reaches {found.Name} by \"{contact}\", but they have {english}.", $"{what.ZhCn}通过“{contact}”联系{found.Name}，但此人{chinese}。")));
        }
    }

    private static (string English, string Chinese) Listed(Person person) => person.Contacts.Count == 0
        ? ("no contact; add one", "没有联系方式，请添加")
        : ($"only {string.Join(", ", person.Contacts.Select(contact => $"\"{contact.Name}\""))}", $"只有{string.Join("、", person.Contacts.Select(contact => $"“{contact.Name}”"))}");

    private static void CheckRange(string name, TimeSpan? value, TimeSpan least, TimeSpan most, List<Mistake> mistakes)
    {
        if (value < least || value > most)
        {
            mistakes.Add(new(name, new($"{name} is {value}, but it must be {least} to {most}.", $"此处是 {value}，须为 {least} 至 {most}。")));
        }
    }
}
