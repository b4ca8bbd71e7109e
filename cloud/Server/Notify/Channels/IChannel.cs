using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>One way by which letters leave. Thread-safe; an attempt takes as long as its token allows and no longer.</summary>
internal interface IChannel
{
    /// <summary>What it serves.</summary>
    IReadOnlyList<ChannelKind> Kinds { get; }

    /// <summary>Why an address can't be one of the channel's, in both languages; null where it can.</summary>
    LocalText? MistakeOf(Contact contact);

    /// <summary>Tries once to deliver a letter, and tells how it went.</summary>
    ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken);
}

/// <summary>How an attempt went. The text names no secret: it is logged and shown.</summary>
internal abstract record DeliveryAnswer
{
    /// <summary>The receiver has taken it.</summary>
    internal sealed record Delivered : DeliveryAnswer;

    /// <summary>It failed for now.</summary>
    /// <param name="Problem">Why, a sentence.</param>
    /// <param name="After">The pause that the receiver asks for; null for the usual back-off.</param>
    internal sealed record TryAgain(string Problem, TimeSpan? After = null) : DeliveryAnswer;

    /// <summary>It would fail every time.</summary>
    /// <param name="Problem">Why, a sentence.</param>
    internal sealed record Refused(string Problem) : DeliveryAnswer;
}
