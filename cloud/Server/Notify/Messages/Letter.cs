namespace Roost.Cloud.Notify.Messages;

/// <summary>A notification in words, ready for any channel.</summary>
/// <param name="Notification">What it tells.</param>
/// <param name="Subject">One line.</param>
/// <param name="Lines">What follows it, a line an alarm and the first thing to do.</param>
/// <param name="AcknowledgeText">What the link to acknowledge is called; null where nothing is to be acknowledged.</param>
/// <param name="AcknowledgeLink">The link; null where nothing is to be acknowledged or the service's public address isn't known.</param>
/// <param name="Language">The language it is in.</param>
/// <param name="IsRepeat">Whether it may have been delivered before.</param>
internal sealed record Letter(
    Notification Notification,
    string Subject,
    IReadOnlyList<string> Lines,
    string? AcknowledgeText,
    Uri? AcknowledgeLink,
    string Language,
    bool IsRepeat)
{
    /// <summary>The whole page of HTML that it is about; null where there is none.</summary>
    public string? Page => Notification.Page?.In(Language);

    /// <summary>All of it as plain text.</summary>
    public string Text => string.Join('\n', [Subject, .. Lines, .. AcknowledgeLink is null ? [] : (string[])[$"{AcknowledgeText}: {AcknowledgeLink}"]]);

    /// <summary>All of it in one breath, for a text message or a voice.</summary>
    public string Short => string.Join(' ', [Subject, .. Lines.Take(2)]);
}
