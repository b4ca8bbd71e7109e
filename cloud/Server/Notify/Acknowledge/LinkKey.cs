using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Notify.Acknowledge;

/// <summary>
/// The key that signs links: 32 random bytes in the file <c>link-key</c> of the data directory, made at the first start, readable by its owner
/// alone. Without the file, links that were sent before stop working.
/// </summary>
internal sealed class LinkKey
{
    private const int Length = 32;

    /// <exception cref="StartupException">The file can't be read or made.</exception>
    public LinkKey(IOptions<StoreOptions> options)
    {
        var path = Path.Combine(options.Value.Directory, "link-key");
        Bytes = SecretFile.ReadOrMake(path, static () => RandomNumberGenerator.GetBytes(Length));
        if (Bytes.Length != Length)
        {
            throw new StartupException(
                $"The key \"{path}\" is damaged: it has {Bytes.Length} bytes instead of {Length}. Delete it for a new one; links that were sent before stop working.");
        }
    }

    /// <summary>The key.</summary>
    public byte[] Bytes { get; }
}
