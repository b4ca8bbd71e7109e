using System.Net;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Broker;

/// <summary>Which MQTT broker the service uses, <c>Broker</c>: its own by default.</summary>
internal sealed class BrokerOptions
{
    /// <summary>Whether the service runs its own broker; false to use another's.</summary>
    public bool Embedded { get; set; } = true;

    /// <summary>The address on which the own broker listens: this machine only, unless told otherwise.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The host of another's broker; ignored with the own one.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port, of the own broker (0: any free one) or another's.</summary>
    public int Port { get; set; } = 1883;

    /// <summary>User name at another's broker; none by default.</summary>
    public string? User { get; set; }

    /// <summary>Password at another's broker.</summary>
    public string? Password { get; set; }

    /// <summary>
    /// Messages that the own broker holds for a client that reads too slowly. Beyond, the oldest is dropped and counted; what carries a batch
    /// number comes again. MQTTnet's own default, 250, is less than a second of a large farm.
    /// </summary>
    public int MaximumPendingMessages { get; set; } = 20_000;

    /// <summary>Largest MQTT packet that the own broker takes, bytes; the connection that sends a larger one is closed.</summary>
    public int MaximumPacketBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Connections that the own broker takes at once: as many as there may be coops, each with an agent of its own. Each needs an open file;
    /// the service's unit allows 65,536.
    /// </summary>
    public int MaximumConnections { get; set; } = 20_000;
}

/// <summary>Names every mistake of <c>Broker</c> at once.</summary>
internal sealed class BrokerValidator : IValidateOptions<BrokerOptions>
{
    public ValidateOptionsResult Validate(string? name, BrokerOptions options)
    {
        List<string> failures = [];
        if (options.Embedded && !IPAddress.TryParse(options.Address, out _))
        {
            failures.Add($"Broker:Address is \"{options.Address}\", but it must be an IP address of this machine, for example 127.0.0.1 or 0.0.0.0.");
        }

        if (!options.Embedded && string.IsNullOrWhiteSpace(options.Host))
        {
            failures.Add("Broker:Host is empty, but without the embedded broker it must name the host of another.");
        }

        Range(options.Port, options.Embedded ? 0 : 1, 65_535, nameof(options.Port));
        Range(options.MaximumPendingMessages, 100, 1_000_000, nameof(options.MaximumPendingMessages));
        Range(options.MaximumPacketBytes, 16 * 1024, 64 * 1024 * 1024, nameof(options.MaximumPacketBytes));
        Range(options.MaximumConnections, 1, 100_000, nameof(options.MaximumConnections));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Range(int value, int least, int most, string key)
        {
            if (value < least || value > most)
            {
                failures.Add($"Broker:{key} is {value}, but it must be {least} to {most}.");
            }
        }
    }
}
