using System.Text;
using Roost.Edge.Cameras;

namespace Roost.Edge.Tests.Cameras;

[CancelAfter(20_000)]
internal sealed class Yuv4MpegReaderTests
{
    private const string Header = "YUV4MPEG2 W4 H2 F4:1 Ip A1:1 C420jpeg XYSCSS=420JPEG\n";

    [Test]
    public async Task Pictures_are_read_one_after_the_other(CancellationToken cancellationToken)
    {
        var reader = Reader(Header + "FRAME\nabcdefghUUVV"[..18] + "FRAME\nABCDEFGHUUVV"[..18]);

        using var frame = await reader.ReadHeaderAsync(cancellationToken);
        Assert.That((frame!.Width, frame.Height), Is.EqualTo((4, 2)));
        Assert.That(await reader.ReadFrameAsync(frame, cancellationToken), Is.True);
        Assert.That(Encoding.ASCII.GetString(frame.Grey), Is.EqualTo("abcdefgh"));
        Assert.That(await reader.ReadFrameAsync(frame, cancellationToken), Is.True);
        Assert.That(Encoding.ASCII.GetString(frame.Grey), Is.EqualTo("ABCDEFGH"));
        Assert.That(await reader.ReadFrameAsync(frame, cancellationToken), Is.False);
    }

    [Test]
    public async Task A_picture_that_breaks_off_is_the_end(CancellationToken cancellationToken)
    {
        var reader = Reader(Header + "FRAME\nabcd");
        using var frame = await reader.ReadHeaderAsync(cancellationToken);

        Assert.That(await reader.ReadFrameAsync(frame!, cancellationToken), Is.False);
    }

    [Test]
    public async Task A_stream_that_ends_before_its_header_has_no_picture(CancellationToken cancellationToken) =>
        Assert.That(await Reader("").ReadHeaderAsync(cancellationToken), Is.Null);

    [TestCase("MPEG W4 H2 C420\n")]
    [TestCase("YUV4MPEG2 W4 C420\n")]
    [TestCase("YUV4MPEG2 W5 H2 C420\n")]
    [TestCase("YUV4MPEG2 W400000 H2 C420\n")]
    [TestCase("YUV4MPEG2 W4 H2 C444\n")]
    [TestCase("YUV4MPEG2 W4 H2 C420p10\n")]
    [TestCase("YUV4MPEG2 W4")]
    public void Rejects_a_header_that_is_none(string text) =>
        Assert.That(async () => await Reader(text).ReadHeaderAsync(CancellationToken.None), Throws.TypeOf<CameraUnavailableException>());

    [Test]
    public async Task Rejects_a_stream_that_lost_its_form(CancellationToken cancellationToken)
    {
        var reader = Reader(Header + "FRAME\nabcdefghUUVVxxxxxxxxxx");
        using var frame = await reader.ReadHeaderAsync(cancellationToken);
        await reader.ReadFrameAsync(frame!, cancellationToken);

        Assert.That(async () => await reader.ReadFrameAsync(frame!, cancellationToken), Throws.TypeOf<CameraUnavailableException>());
    }

    private static Yuv4MpegReader Reader(string text) => new(new MemoryStream(Encoding.ASCII.GetBytes(text)));
}
