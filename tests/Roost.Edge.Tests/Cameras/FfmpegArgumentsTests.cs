using Roost.Edge.Cameras;

namespace Roost.Edge.Tests.Cameras;

internal sealed class FfmpegArgumentsTests
{
    [TestCase("rtsp://host/1", "rtsp://host/1")]
    [TestCase("http://host/1", "http://host/1")]
    [TestCase("/dev/video2", "/dev/video2")]
    [TestCase("a b;$(c).mp4", "file:a b;$(c).mp4", Description = "One argument, no shell, no other protocol")]
    public void The_source_is_one_argument_after_i(string source, string argument)
    {
        var arguments = FfmpegArguments.For(new("camera-1", source)).ToList();

        Assert.That(arguments[arguments.IndexOf("-i") + 1], Is.EqualTo(argument));
    }

    [Test]
    public void A_source_that_looks_like_an_option_is_never_passed_on() =>
        Assert.That(() => FfmpegArguments.For(new("camera-1", "-version")), Throws.ArgumentException);

    [Test]
    public void Rtsp_goes_over_tcp() =>
        Assert.That(string.Join(' ', FfmpegArguments.For(new("camera-1", "rtsp://host/1"))), Does.Contain("-rtsp_transport tcp"));

    [Test]
    public void A_device_is_read_by_Video4Linux() =>
        Assert.That(string.Join(' ', FfmpegArguments.For(new("camera-1", "/dev/video0"))), Does.Contain("-f v4l2 -i /dev/video0 "));

    [TestCase(CameraPace.RealTime, true, "-re", "-stream_loop")]
    [TestCase(CameraPace.RealTime, false, "-re")]
    [TestCase(CameraPace.None, false)]
    public void A_file_is_paced_and_looped_as_asked(CameraPace pace, bool loop, params string[] expected)
    {
        var arguments = FfmpegArguments.For(new("camera-1", "a.mp4") { Pace = pace, Loop = loop });

        Assert.That(arguments.Intersect(["-re", "-stream_loop"]), Is.EquivalentTo(expected));
    }

    [TestCase("[rtsp @ 0x55d0c8] method DESCRIBE failed: 401 Unauthorized", "method DESCRIBE failed: 401 Unauthorized")]
    [TestCase("rtsp://user:secret@host:554/1: Connection refused", "rtsp://host:554/1: Connection refused")]
    [TestCase("file:/x/a.mp4: No such file or directory", "/x/a.mp4: No such file or directory")]
    [TestCase("a\u001b[31mb", "a[31mb")]
    public void An_error_is_told_without_addresses_in_memory_and_passwords(string line, string told) =>
        Assert.That(FfmpegChild.Plain(line), Is.EqualTo(told));
}
