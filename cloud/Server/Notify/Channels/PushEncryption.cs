using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Roost.Cloud.Notify.Channels;

/// <summary>
/// Encrypts a browser notification so that only the browser that subscribed can read it. Source: RFC 8291 (Web Push encryption) on RFC 8188
/// (content coding aes128gcm).
/// </summary>
internal static class PushEncryption
{
    /// <summary>Longest text, bytes: push services take 4,096 with all that encryption adds.</summary>
    public const int MostBytes = 3_900;

    private const int RecordSize = 4_096;
    private const int KeyBytes = 65;

    /// <summary>Encrypts a text for a subscription.</summary>
    /// <param name="text">The text, UTF-8, <see cref="MostBytes"/> at most.</param>
    /// <param name="browserKey">The subscription's <c>p256dh</c>: an uncompressed point, 65 bytes.</param>
    /// <param name="authSecret">The subscription's <c>auth</c>, 16 bytes.</param>
    /// <param name="ephemeral">A key of P-256 that is used for this message alone.</param>
    /// <param name="salt">16 random bytes.</param>
    /// <exception cref="CryptographicException">The browser's key is no point of the curve.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> text, ReadOnlySpan<byte> browserKey, ReadOnlySpan<byte> authSecret, ECDiffieHellman ephemeral, ReadOnlySpan<byte> salt)
    {
        var own = PointOf(ephemeral.ExportParameters(false));
        using var browser = ECDiffieHellman.Create(ParametersOf(browserKey));
        var shared = ephemeral.DeriveRawSecretAgreement(browser.PublicKey);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, authSecret.ToArray(), [.. "WebPush: info\0"u8, .. browserKey, .. own]);
        var contentKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 16, salt.ToArray(), "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 12, salt.ToArray(), "Content-Encoding: nonce\0"u8.ToArray());

        // The byte 2 says that this record is the last.
        byte[] plain = [.. text, 2];
        var encrypted = new byte[plain.Length];
        var tag = new byte[16];
        using var aes = new AesGcm(contentKey, tag.Length);
        aes.Encrypt(nonce, plain, encrypted, tag);
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(size, RecordSize);
        return [.. salt, .. size, KeyBytes, .. own, .. encrypted, .. tag];
    }

    /// <summary>A public key as an uncompressed point.</summary>
    public static byte[] PointOf(ECParameters parameters) => [4, .. parameters.Q.X!, .. parameters.Q.Y!];

    private static ECParameters ParametersOf(ReadOnlySpan<byte> point) => point is [4, ..] && point.Length == KeyBytes
        ? new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33].ToArray(), Y = point[33..].ToArray() } }
        : throw new CryptographicException("A browser's key is an uncompressed point of P-256.");
}
