using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Roost.Cloud.Notify.Acknowledge;

/// <summary>
/// What a link to acknowledge says: which notification, sent to whom, until when; with an HMAC-SHA256 over all three, so that nobody else can
/// write one.
/// </summary>
/// <param name="Notification">The notification.</param>
/// <param name="Person">Id of the person.</param>
/// <param name="ExpiresAt">Until when it can be used, to the second.</param>
internal sealed record AcknowledgeToken(Guid Notification, string Person, DateTimeOffset ExpiresAt)
{
    private const int FixedBytes = 24;

    /// <summary>As it stands in a link: letters, digits, "-" and "_".</summary>
    public string Sign(ReadOnlySpan<byte> key)
    {
        var body = Body();
        return Base64Url.EncodeToString([.. HMACSHA256.HashData(key, body), .. body]);
    }

    /// <summary>Reads a token; false for what this key did not sign. Whether it has expired is the caller's to judge.</summary>
    public static bool TryRead(string text, ReadOnlySpan<byte> key, [NotNullWhen(true)] out AcknowledgeToken? token)
    {
        token = null;
        if (text.Length > 400 || !Base64Url.IsValid(text))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        if (bytes.Length < HMACSHA256.HashSizeInBytes + FixedBytes)
        {
            return false;
        }

        var body = bytes[HMACSHA256.HashSizeInBytes..];
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, body), bytes[..HMACSHA256.HashSizeInBytes]))
        {
            return false;
        }

        token = new(
            new Guid(body[..16]),
            Encoding.UTF8.GetString(body[FixedBytes..]),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(body[16..FixedBytes])));
        return true;
    }

    private byte[] Body()
    {
        var body = new byte[FixedBytes + Encoding.UTF8.GetByteCount(Person)];
        Notification.TryWriteBytes(body);
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(16), ExpiresAt.ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(Person, body.AsSpan(FixedBytes));
        return body;
    }
}
