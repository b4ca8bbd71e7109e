using Microsoft.Extensions.Options;

namespace Roost.Cloud.Notify.Acknowledge;

/// <summary>Makes the links to acknowledge.</summary>
internal sealed class AcknowledgeLinks(IOptions<NotifyOptions> options, LinkKey key, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The link for one person and one notification; null where the service's public address isn't known.</summary>
    public Uri? For(Guid notification, string person)
    {
        if (options.Value.PublicUrl is not { Length: > 0 } address)
        {
            return null;
        }

        var token = new AcknowledgeToken(notification, person, time.GetUtcNow() + Lifetime);
        return new Uri($"{address.TrimEnd('/')}/ack/{token.Sign(key.Bytes)}");
    }
}
