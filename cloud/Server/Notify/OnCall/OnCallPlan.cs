using Roost.Alarms;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>Who is told of a farm's alarms, in which order, when, and how often until somebody acknowledges.</summary>
public sealed record OnCallPlan
{
    /// <summary>The call orders; where several are in force for a severity, the first is.</summary>
    public required IReadOnlyList<CallOrder> CallOrders { get; init; }

    /// <summary>How long after the last step of a call order it begins anew for a critical alarm; 1 minute to 1 hour.</summary>
    public TimeSpan RepeatCriticalAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same for a warning; 10 minutes to 24 hours.</summary>
    public TimeSpan RepeatWarningAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long a warning may stay unacknowledged before it is called out as a critical alarm is; null for ever.</summary>
    public TimeSpan? WarningIsCriticalAfter { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Most messages about alarms that one person gets in an hour, 4 to 60; what is beyond comes folded into one.</summary>
    public int PagesAnHour { get; init; } = 12;

    /// <summary>When what is not urgent is sent, and how the flocks are, on the farm's clock.</summary>
    public TimeOnly DigestAt { get; init; } = new(7, 0);

    /// <summary>Who gets it.</summary>
    public IReadOnlyList<DigestReader> DigestTo { get; init; } = [];

    /// <summary>How the alarm chain is tested.</summary>
    public ChainTestPlan Tests { get; init; } = new();

    /// <summary>What else the printed plan says: what to do, where keys and fuel are, whom to call for repairs.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>The call order that is in force for a severity; null where nobody is on call.</summary>
    public CallOrder? OrderFor(AlarmSeverity severity, DateTime local) =>
        CallOrders.FirstOrDefault(order => order.Severities.Contains(severity) && order.Hours.Any(hours => hours.Contains(local)));
}

/// <summary>Who is told one after the other.</summary>
/// <param name="Name">Its name, unique in the plan: <c>night</c>.</param>
/// <param name="Severities">For which alarms.</param>
/// <param name="Hours">When.</param>
/// <param name="Steps">Who, in this order.</param>
public sealed record CallOrder(string Name, IReadOnlyList<AlarmSeverity> Severities, IReadOnlyList<OnCallHours> Hours, IReadOnlyList<CallStep> Steps);

/// <summary>One person told by one channel.</summary>
/// <param name="Person">Id of the person.</param>
/// <param name="Contact">Name of one of their contacts.</param>
/// <param name="Wait">How long they have before the next step is taken; 0 to take both at once, 1 hour at most.</param>
public sealed record CallStep(string Person, string Contact, TimeSpan Wait);

/// <summary>Who reads what is not urgent.</summary>
/// <param name="Person">Id of the person.</param>
/// <param name="Contact">Name of one of their contacts.</param>
public sealed record DigestReader(string Person, string Contact);

/// <summary>How the alarm chain, from an agent's input to a person's acknowledgement, is tested.</summary>
public sealed record ChainTestPlan
{
    /// <summary>The days on which a test runs by itself; none for tests by hand alone.</summary>
    public IReadOnlyList<Weekday> Days { get; init; } = [];

    /// <summary>When, on the farm's clock.</summary>
    public TimeOnly At { get; init; } = new(10, 0);

    /// <summary>How long a person has to acknowledge a test before the chain counts as broken; 1 minute to 24 hours.</summary>
    public TimeSpan AcknowledgeWithin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The longest time between two successful tests, 1 to 31 days. England asks for 7 days (SI 2000/1870 Schedule 1), the Netherlands for a
    /// month (Regeling houders van dieren, article 9.6).
    /// </summary>
    public int LongestGapDays { get; init; } = 7;
}
