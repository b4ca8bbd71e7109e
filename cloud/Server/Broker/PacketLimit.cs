namespace Roost.Cloud.Broker;

/// <summary>
/// Follows a stream of MQTT packets and tells as soon as a packet's header announces more bytes than allowed, before anyone makes room for
/// them. Pure; one per connection.
/// </summary>
/// <param name="maximumBytes">Most bytes that may follow a packet's fixed header.</param>
internal struct PacketLimit(int maximumBytes)
{
    // MQTT's variable byte integer: at most four bytes of seven bits each.
    private const int LongestLength = 4;

    private int lengthBytes = -1;
    private long announced;
    private long bodyLeft;

    /// <summary>Takes the next bytes in; false when a packet among them is too large, or its length is no MQTT.</summary>
    public bool Accept(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (bodyLeft > 0)
            {
                var skipped = (int)Math.Min(bodyLeft, bytes.Length);
                bodyLeft -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var next = bytes[0];
            bytes = bytes[1..];
            if (lengthBytes < 0)
            {
                (lengthBytes, announced) = (0, 0);
                continue;
            }

            if (lengthBytes == LongestLength)
            {
                return false;
            }

            announced |= (long)(next & 0x7F) << (7 * lengthBytes++);
            if (announced > maximumBytes)
            {
                return false;
            }

            if ((next & 0x80) == 0)
            {
                (bodyLeft, lengthBytes) = (announced, -1);
            }
        }

        return true;
    }
}
