using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>Telephone calls and text messages through whatever provider has an HTTP interface: URL and body are templates of the configuration.</summary>
internal sealed partial class ProviderChannel(HttpSend http, IOptions<NotifyOptions> options) : IChannel
{
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Voice, ChannelKind.Sms];

    public LocalText? MistakeOf(Contact contact) =>
        Number().IsMatch(contact.Address)
            ? null
            : new($"\"{contact.Address}\" is no telephone number: \"+\", then 5 to 15 digits.", $"“{contact.Address}”不是电话号码：“+”后接 5 至 15 位数字。");

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken)
    {
        var (provider, key) = contact.Channel == ChannelKind.Voice ? (options.Value.Voice, "Voice") : (options.Value.Sms, "Sms");
        if (provider.Url.Length == 0)
        {
            return new DeliveryAnswer.Refused($"This service has no provider for it; set Notify:{key}:Url.");
        }

        var isJson = provider.ContentType == "application/json";
        using var request = new HttpRequestMessage(HttpMethod.Post, Fill(provider.Url, letter, contact, Uri.EscapeDataString))
        {
            Content = new StringContent(Fill(provider.Body, letter, contact, isJson ? InJson : Uri.EscapeDataString), Encoding.UTF8, provider.ContentType),
        };
        if (provider.Authorization.Length > 0 && AuthenticationHeaderValue.TryParse(provider.Authorization, out var authorization))
        {
            request.Headers.Authorization = authorization;
        }

        request.Headers.Add("X-Roost-Notification", letter.Notification.Id.ToString());
        return await http.SendAsync(request, static _ => null, cancellationToken);
    }

    private static string Fill(string template, Letter letter, Contact contact, Func<string, string> escape)
    {
        var link = contact.Channel == ChannelKind.Sms && letter.AcknowledgeLink is { } url ? $" {url}" : "";
        return Blank().Replace(template, match => escape(match.Value switch
        {
            "{to}" => contact.Address,
            "{text}" => letter.Short + link,
            "{language}" => letter.Language,
            _ => letter.Notification.Id.ToString(),
        }));
    }

    private static string InJson(string text) => JsonEncodedText.Encode(text).ToString();

    [GeneratedRegex(@"\{(to|text|id|language)\}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^\+[0-9]{5,15}$")]
    private static partial Regex Number();
}
