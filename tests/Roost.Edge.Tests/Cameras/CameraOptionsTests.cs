using Roost.Edge.Cameras;

namespace Roost.Edge.Tests.Cameras;

internal sealed class CameraOptionsTests
{
    [TestCase("/var/lib/roost/house.mp4")]
    [TestCase("house 1.mp4")]
    [TestCase("rtsp://user:secret@192.168.1.20:554/h264/sub")]
    [TestCase("rtsps://camera.farm/1")]
    [TestCase("http://192.168.1.20/video.mjpg")]
    [TestCase("https://camera.farm/live")]
    [TestCase("/dev/video0")]
    public void Accepts_a_source(string source) => Assert.That(new CameraOptions("camera-1", source).Problems("camera"), Is.Empty);

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("-i")]
    [TestCase("-f lavfi")]
    [TestCase("a\nb.mp4")]
    [TestCase("concat:a.mp4|b.mp4")]
    [TestCase("pipe:0")]
    [TestCase("file:/etc/passwd")]
    [TestCase("ftp://host/a.mp4")]
    [TestCase("rtsp://")]
    [TestCase("http:camera")]
    public void Rejects_a_source_that_is_none(string source) =>
        Assert.That(new CameraOptions("camera-1", source).Problems("coops[0].cameras[0]"), Has.One.StartsWith("coops[0].cameras[0].source is "));

    [Test]
    public void Rejects_everything_at_once()
    {
        var problems = new CameraOptions("camera/1", "rtsp://host/1") { FramesPerSecond = 0, Loop = true, ReportEvery = TimeSpan.Zero }.Problems("c").ToList();

        Assert.That(problems, Has.Count.EqualTo(4));
        Assert.That(problems, Has.Some.StartsWith("c.camera is \"camera/1\"").And.Some.StartsWith("c.loop is true").And.Some.StartsWith("c.frames-per-second is 0"));
    }

    [TestCase(31)]
    [TestCase(-1)]
    public void Rejects_a_rate_that_no_figure_needs(int rate) =>
        Assert.That(new CameraOptions("camera-1", "a.mp4") { FramesPerSecond = rate }.Problems("c").Single(), Does.StartWith("c.frames-per-second"));

    [Test]
    public void Rejects_to_play_a_live_camera_faster() =>
        Assert.That(new CameraOptions("camera-1", "/dev/video0") { Pace = CameraPace.None }.Problems("c").Single(), Does.StartWith("c.pace is none"));

    [Test]
    public void A_problem_does_not_tell_the_password() =>
        Assert.That(string.Concat(new CameraOptions("camera-1", "ftp://user:secret@host/1").Problems("c")), Does.Not.Contain("secret"));
}
