using System.Globalization;
using Roost.Alarms;
using Roost.Domain.Wire;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>What is wrong with a plan, a sentence each; a plan with any is not saved.</summary>
public static class PlanReview
{
    private const int Most = 50;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Every mistake of the plan; empty for none.</summary>
    public static IReadOnlyList<string> MistakesOf(OnCallPlan plan, IReadOnlyList<Person> people)
    {
        List<string> mistakes = [];
        foreach (var order in plan.CallOrders.Take(Most))
        {
            Check(order, people, mistakes);
        }

        if (plan.CallOrders.Count > Most)
        {
            mistakes.Add($"The plan has {plan.CallOrders.Count} call orders, but {Most} are the most.");
        }

        foreach (var name in plan.CallOrders.GroupBy(order => order.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            mistakes.Add($"Two call orders are named \"{name}\"; give each a name of its own.");
        }

        foreach (var reader in plan.DigestTo)
        {
            CheckReach("The digest", reader.Person, reader.Contact, people, mistakes);
        }

        CheckRange("repeatCriticalAfter", plan.RepeatCriticalAfter, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), mistakes);
        CheckRange("repeatWarningAfter", plan.RepeatWarningAfter, TimeSpan.FromMinutes(10), TimeSpan.FromDays(1), mistakes);
        CheckRange("warningIsCriticalAfter", plan.WarningIsCriticalAfter, TimeSpan.FromMinutes(10), TimeSpan.FromDays(7), mistakes);
        CheckRange("tests.acknowledgeWithin", plan.Tests.AcknowledgeWithin, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), mistakes);
        if (plan.PagesAnHour is < 4 or > 60)
        {
            mistakes.Add($"pagesAnHour is {plan.PagesAnHour}, but it must be 4 to 60.");
        }

        if (plan.Tests.LongestGapDays is < 1 or > 31)
        {
            mistakes.Add($"tests.longestGapDays is {plan.Tests.LongestGapDays}, but it must be 1 to 31.");
        }

        if (mistakes.Count == 0 && Uncovered(plan, AlarmSeverity.Critical) is { } gap)
        {
            mistakes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Nobody is on call for critical alarms from {gap.From:dddd HH:mm} to {gap.To:dddd HH:mm}; add these hours to a call order."));
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

    private static void Check(CallOrder order, IReadOnlyList<Person> people, List<string> mistakes)
    {
        if (!WireName.IsValid(order.Name))
        {
            mistakes.Add($"\"{order.Name}\" is no call order's name: 1 to {WireName.MaximumLength} letters, digits, \"-\", \"_\", \".\" and inner spaces are.");
        }

        var what = $"The call order \"{order.Name}\"";
        if (order.Severities.Count == 0)
        {
            mistakes.Add($"{what} is for no severity; name critical, warning or both.");
        }

        if (order.Hours.Count is 0 or > Most || order.Hours.Any(hours => hours.Days.Count == 0))
        {
            mistakes.Add($"{what} must have 1 to {Most} hours, each with its days.");
        }
        else if (order.Hours.Any(hours => hours.From.Ticks % TimeSpan.TicksPerMinute != 0 || hours.To.Ticks % TimeSpan.TicksPerMinute != 0))
        {
            mistakes.Add($"{what} has hours with seconds; hours begin and end at whole minutes.");
        }

        if (order.Steps.Count is 0 or > Most)
        {
            mistakes.Add($"{what} must have 1 to {Most} steps.");
        }

        foreach (var step in order.Steps)
        {
            CheckReach(what, step.Person, step.Contact, people, mistakes);
            if (step.Wait < TimeSpan.Zero || step.Wait > LongestWait)
            {
                mistakes.Add($"{what} waits {step.Wait} after \"{step.Person}\", but a wait is 0 to {LongestWait}.");
            }
        }
    }

    private static void CheckReach(string what, string person, string contact, IReadOnlyList<Person> people, List<string> mistakes)
    {
        if (people.FirstOrDefault(candidate => candidate.Id == person) is not { } found)
        {
            mistakes.Add($"{what} names \"{person}\", but the farm has no such person; add them first.");
        }
        else if (!found.Contacts.Any(candidate => candidate.Name == contact))
        {
            mistakes.Add($"{what} reaches {found.Name} by \"{contact}\", but they have {Listed(found)}.");
        }
    }

    private static string Listed(Person person) =>
        person.Contacts.Count == 0 ? "no contact; add one" : $"only {string.Join(", ", person.Contacts.Select(contact => $"\"{contact.Name}\""))}";

    private static void CheckRange(string name, TimeSpan? value, TimeSpan least, TimeSpan most, List<string> mistakes)
    {
        if (value < least || value > most)
        {
            mistakes.Add($"{name} is {value}, but it must be {least} to {most}.");
        }
    }
}
