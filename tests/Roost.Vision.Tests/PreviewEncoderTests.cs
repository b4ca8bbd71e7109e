using OpenCvSharp;

namespace Roost.Vision.Tests;

internal sealed class PreviewEncoderTests
{
    [TestCase(320, 180, 320, 180)]
    [TestCase(640, 360, 640, 360)]
    [TestCase(1280, 720, 640, 360, Description = "A wider picture is made smaller")]
    public void A_preview_is_a_jpeg_of_at_most_640_pixels_width(int width, int height, int previewWidth, int previewHeight)
    {
        using var encoder = new PreviewEncoder();
        using var frame = Pictures.Of(Pictures.Litter, width, height);

        using var picture = Cv2.ImDecode(encoder.Encode(frame), ImreadModes.Color);

        Assert.That((picture.Width, picture.Height), Is.EqualTo((previewWidth, previewHeight)));
    }

    [Test]
    public void Colours_are_kept()
    {
        using var encoder = new PreviewEncoder();
        using var frame = new VideoFrame(64, 64);
        // BT.601 video range of pure red: Y 81, U 90, V 240.
        frame.Grey.Fill(81);
        frame.Bytes.Span.Slice(64 * 64, 32 * 32).Fill(90);
        frame.Bytes.Span[((64 * 64) + (32 * 32))..].Fill(240);

        using var picture = Cv2.ImDecode(encoder.Encode(frame), ImreadModes.Color);
        var middle = picture.Get<Vec3b>(32, 32);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(middle.Item2, Is.GreaterThan(240), "red");
            Assert.That(middle.Item1, Is.LessThan(15), "green");
            Assert.That(middle.Item0, Is.LessThan(15), "blue");
        }
    }

    [TestCase(3, 4)]
    [TestCase(4, 3)]
    [TestCase(0, 2)]
    [TestCase(8192, 8)]
    public void Rejects_a_size_that_no_picture_has(int width, int height) =>
        Assert.That(() => new VideoFrame(width, height), Throws.TypeOf<ArgumentOutOfRangeException>());
}
