using CsCheck;
using Roost.Cloud.Broker;

namespace Roost.Cloud.Tests.Broker;

internal sealed class PacketLimitTests
{
    private const int Limit = 1_000;

    [Test]
    public void Packets_within_the_limit_pass_however_the_stream_is_cut() =>
        Gen.Select(Gen.Int[0, Limit].List[1, 20], Gen.Int[1, 64].List[1, 200]).Sample((lengths, cuts) =>
            Passes([.. lengths.SelectMany(Packet)], cuts));

    [Test]
    public void A_packet_above_the_limit_is_refused_with_its_header_however_the_stream_is_cut() =>
        Gen.Select(Gen.Int[0, Limit].List[0, 5], Gen.Int[Limit + 1, 200_000_000], Gen.Int[1, 64].List[1, 200]).Sample((lengths, large, cuts) =>
            !Passes([.. lengths.SelectMany(Packet), .. Header(large)], cuts));

    [Test]
    public void A_length_of_more_than_four_bytes_is_refused()
    {
        var limit = new PacketLimit(Limit);

        Assert.That(limit.Accept([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]), Is.False, "MQTT 3.1.1 section 2.2.3: at most four bytes");
    }

    private static bool Passes(byte[] stream, List<int> cuts)
    {
        var limit = new PacketLimit(Limit);
        for (var (at, cut) = (0, 0); at < stream.Length; cut++)
        {
            var length = Math.Min(cuts[cut % cuts.Count], stream.Length - at);
            if (!limit.Accept(stream.AsSpan(at, length)))
            {
                return false;
            }

            at += length;
        }

        return true;
    }

    private static IEnumerable<byte> Packet(int length) => [.. Header(length), .. new byte[length]];

    private static List<byte> Header(int length)
    {
        List<byte> bytes = [0x30];
        do
        {
            bytes.Add((byte)((length % 128) | (length >= 128 ? 0x80 : 0)));
            length /= 128;
        }
        while (length > 0);
        return bytes;
    }
}
