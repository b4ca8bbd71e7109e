using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Notify;

/// <summary>Settings of the notification of people, section <c>Notify</c>.</summary>
internal sealed class NotifyOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Notify";

    /// <summary>The address under which people reach the service, for the links in messages; messages have no links without it.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>The SMTP server.</summary>
    public MailOptions Mail { get; set; } = new();

    /// <summary>The provider of telephone calls.</summary>
    public ProviderOptions Voice { get; set; } = new();

    /// <summary>The provider of text messages.</summary>
    public ProviderOptions Sms { get; set; } = new();

    /// <summary>How often a sign of life goes to every channel that the on-call plans use; zero for never.</summary>
    public TimeSpan HeartbeatEvery { get; set; } = TimeSpan.FromDays(7);
}

/// <summary>Settings of the SMTP server, <c>Notify:Mail</c>.</summary>
internal sealed class MailOptions
{
    /// <summary>Its name or address; empty for a service that sends no mail.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port: 587, or 465 for TLS from the first byte.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is encrypted: <c>required</c>, <c>if-offered</c>, or <c>none</c>.</summary>
    public string Tls { get; set; } = "required";

    /// <summary>User name; empty for a server that asks for none.</summary>
    public string User { get; set; } = "";

    /// <summary>Password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Who the mail is from.</summary>
    public string From { get; set; } = "";
}

/// <summary>Settings of a provider that is asked by HTTP, <c>Notify:Voice</c> and <c>Notify:Sms</c>.</summary>
internal sealed class ProviderOptions
{
    /// <summary>The URL to post to, with <c>{to}</c>, <c>{text}</c>, <c>{id}</c> and <c>{language}</c> filled in; empty for none.</summary>
    public string Url { get; set; } = "";

    /// <summary>The body, filled in the same way, escaped as its content type asks.</summary>
    public string Body { get; set; } = """{"to":"{to}","text":"{text}"}""";

    /// <summary><c>application/json</c> or <c>application/x-www-form-urlencoded</c>.</summary>
    public string ContentType { get; set; } = "application/json";

    /// <summary>The Authorization header; empty for none.</summary>
    public string Authorization { get; set; } = "";
}

/// <summary>Names every mistake of <see cref="NotifyOptions"/> at once.</summary>
internal sealed class NotifyValidator : IValidateOptions<NotifyOptions>
{
    public ValidateOptionsResult Validate(string? name, NotifyOptions options)
    {
        List<string> failures = [];
        if (options.PublicUrl is { Length: > 0 } url && !IsHttp(url))
        {
            failures.Add($"Notify:PublicUrl is \"{url}\", but it must be an http or https address, for example https://roost.example.");
        }

        if (options.HeartbeatEvery < TimeSpan.Zero || (options.HeartbeatEvery > TimeSpan.Zero && options.HeartbeatEvery < TimeSpan.FromHours(1)))
        {
            failures.Add($"Notify:HeartbeatEvery is {options.HeartbeatEvery}, but it must be 0 for never, or 1 hour at least.");
        }

        CheckMail(options.Mail, failures);
        CheckProvider("Voice", options.Voice, failures);
        CheckProvider("Sms", options.Sms, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckMail(MailOptions mail, List<string> failures)
    {
        if (mail.Host.Length == 0)
        {
            return;
        }

        if (mail.Port is < 1 or > 65_535)
        {
            failures.Add($"Notify:Mail:Port is {mail.Port}, but a port is 1 to 65535.");
        }

        if (mail.Tls is not ("required" or "if-offered" or "none"))
        {
            failures.Add($"Notify:Mail:Tls is \"{mail.Tls}\", but it must be required, if-offered or none.");
        }

        if (!MailAddress.TryCreate(mail.From, out _))
        {
            failures.Add($"Notify:Mail:From is \"{mail.From}\", but it must be a mail address, for example roost@farm.example.");
        }
    }

    private static void CheckProvider(string key, ProviderOptions provider, List<string> failures)
    {
        if (provider.Url.Length > 0 && !IsHttp(provider.Url.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)))
        {
            failures.Add($"Notify:{key}:Url must be an http or https address.");
        }

        if (provider.ContentType is not ("application/json" or "application/x-www-form-urlencoded"))
        {
            failures.Add($"Notify:{key}:ContentType is \"{provider.ContentType}\", but it must be application/json or application/x-www-form-urlencoded.");
        }
    }

    private static bool IsHttp(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https");
}
