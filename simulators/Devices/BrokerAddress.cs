using System.CommandLine;
using System.Globalization;
using System.Net;

namespace Roost.Simulators;

/// <summary>Where an MQTT broker listens.</summary>
internal sealed record BrokerAddress(string Host, int Port)
{
    /// <summary>Creates an option for it; its value is <paramref name="otherwise"/> when it is not given, and null where a mistake was told.</summary>
    public static Option<BrokerAddress?> Option(string name, string description, BrokerAddress? otherwise = null) => new(name)
    {
        Description = description,
        HelpName = "HOST:PORT",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var text = result.Tokens is [var token] ? token.Value : "";
            var colon = text.LastIndexOf(':');
            if (colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port is > 0 and <= IPEndPoint.MaxPort
                && text[..colon].Trim('[', ']') is var host && Uri.CheckHostName(host) != UriHostNameType.Unknown)
            {
                return new(host, port);
            }

            result.AddError($"{name} takes HOST:PORT with a port from 1 to 65535, such as 127.0.0.1:1883, not \"{text}\".");
            return null;
        },
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
