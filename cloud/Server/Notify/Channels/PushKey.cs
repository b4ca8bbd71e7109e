using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Notify.Channels;

/// <summary>
/// Who this service is to push services (VAPID, RFC 8292): a key of P-256 in the file <c>push-key</c> of the data directory, made at the first
/// start, readable by its owner alone. With another key every browser must subscribe again.
/// </summary>
internal sealed class PushKey : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private readonly ECDsa key;

    /// <exception cref="StartupException">The file can't be read or made.</exception>
    public PushKey(IOptions<StoreOptions> options)
    {
        var path = Path.Combine(options.Value.Directory, "push-key");
        key = ECDsa.Create();
        try
        {
            key.ImportECPrivateKey(SecretFile.ReadOrMake(path, NewKey), out _);
        }
        catch (CryptographicException exception)
        {
            throw new StartupException($"The key \"{path}\" is damaged. Delete it for a new one; browsers must then subscribe again.", exception);
        }

        PublicKey = Base64Url.EncodeToString(PushEncryption.PointOf(key.ExportParameters(false)));
    }

    /// <summary>The public key, as a browser asks for it when it subscribes.</summary>
    public string PublicKey { get; }

    /// <summary>The Authorization header for a push service.</summary>
    public string AuthorizationFor(Uri endpoint, string contact, DateTimeOffset now)
    {
        var header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8);
        var claims = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new
        {
            aud = endpoint.GetLeftPart(UriPartial.Authority),
            exp = (now + Lifetime).ToUnixTimeSeconds(),
            sub = contact,
        }));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256);
        return $"t={header}.{claims}.{Base64Url.EncodeToString(signature)}, k={PublicKey}";
    }

    public void Dispose() => key.Dispose();

    private static byte[] NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportECPrivateKey();
    }
}
