using System.CommandLine;
using System.Globalization;
using System.Net;

namespace Roost.Simulators.Recordings;

/// <summary>Where an MQTT broker listens.</summary>
internal sealed record BrokerAddress(string Host, int Port)
{
    /// <summary>Creates the option; null when it is not given and where a mistake was told.</summary>
    public static Option<BrokerAddress?> Option() => new("--broker")
    {
        Description = "The MQTT broker.",
        HelpName = "HOST:PORT",
        CustomParser = result =>
        {
            var text = result.Tokens is [var token] ? token.Value : "";
            var colon = text.LastIndexOf(':');
            if (colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port is > 0 and <= IPEndPoint.MaxPort)
            {
                return new(text[..colon].Trim('[', ']'), port);
            }

            result.AddError($"--broker takes HOST:PORT, for example 127.0.0.1:1883, not \"{text}\".");
            return null;
        },
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
