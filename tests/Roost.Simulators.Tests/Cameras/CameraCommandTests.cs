using System.CommandLine;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Roost.Simulators.Cameras;

namespace Roost.Simulators.Tests.Cameras;

[CancelAfter(20_000)]
internal sealed class CameraCommandTests
{
    [Test]
    public async Task Says_its_address_shows_a_picture_and_stops_when_told(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe();
        await using var output = new StreamWriter(pipe.Writer.AsStream());
        using var input = new StreamReader(pipe.Reader.AsStream());
        var running = CameraCommand.Create()
            .Parse(["--port", "0", "--birds", "20", "--age", "3", "--light", "infrared", "--fault", "dusty"])
            .InvokeAsync(new InvocationConfiguration { Output = output }, stopping.Token);

        var line = await input.ReadLineAsync(cancellationToken);
        Assert.That(line, Does.Match(@"^Synthetic camera at http://127\.0\.0\.1:\d+/stream\.mjpg$"));
        using var client = new HttpClient();
        var still = new Uri(new Uri(line!["Synthetic camera at ".Length..]), "/frame.jpg");
        Assert.That(await client.GetByteArrayAsync(still, cancellationToken), Is.Not.Empty);

        await stopping.CancelAsync();
        Assert.That(await running, Is.Zero);
    }

    [Test]
    public async Task Writes_raw_pictures_until_the_reader_closes(CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var running = CameraCommand.Create(pipe.Writer.AsStream()).Parse(["--raw", "--birds", "5"])
            .InvokeAsync(new InvocationConfiguration(), cancellationToken);
        await using var stream = pipe.Reader.AsStream();

        var header = "YUV4MPEG2 W640 H360 F10:1 Ip A1:1 C420jpeg XCOLORRANGE=LIMITED\n";
        var bytes = new byte[header.Length + (2 * ("FRAME\n".Length + SyntheticCamera.PictureBytes))];
        await stream.ReadExactlyAsync(bytes, cancellationToken);

        Assert.That(Encoding.ASCII.GetString(bytes, 0, header.Length + 6), Is.EqualTo(header + "FRAME\n"));
        Assert.That(Encoding.ASCII.GetString(bytes, header.Length + 6 + SyntheticCamera.PictureBytes, 6), Is.EqualTo("FRAME\n"));
        await pipe.Reader.CompleteAsync(new IOException("The reader has gone."));
        Assert.That(await running, Is.Zero);
    }

    [Test]
    public async Task Says_in_one_sentence_that_the_port_is_taken(CancellationToken cancellationToken)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.That(await SentenceAsync($"--port {port}", cancellationToken), Is.EqualTo($"Port {port} is in use; choose another with --port."));
    }

    [TestCase("", "A camera needs --port N, or --raw to write its pictures to standard output.")]
    [TestCase("--port 0 --birds 400 --dead 101", "A scene holds 0 to 500 birds, not 400 living and 101 dead.")]
    public async Task Rejects_what_does_not_go_together(string arguments, string sentence) =>
        Assert.That(await SentenceAsync(arguments, TestContext.CurrentContext.CancellationToken), Is.EqualTo(sentence));

    [TestCase("--port 70000", "--port takes a whole number from 0 to 65535, not \"70000\".")]
    [TestCase("--port 0 --birds 501", "--birds takes a whole number from 0 to 500, not \"501\".")]
    [TestCase("--port 0 --birds many", "--birds takes a whole number from 0 to 500, not \"many\".")]
    [TestCase("--port 0 --age 57", "--age takes a number from 0 to 56, not \"57\".")]
    [TestCase("--port 0 --activity 1.1", "--activity takes a number from 0 to 1, not \"1.1\".")]
    [TestCase("--port 0 --dust NaN", "--dust takes a number from 0 to 1, not \"NaN\".")]
    [TestCase("--port 0 --light dusk", "--light takes day, night or infrared, not \"dusk\".")]
    [TestCase("--port 0 --fault broken", "--fault takes dark, dusty, knocked, frozen or unplugged, not \"broken\".")]
    [TestCase("--port 0 --fault 1", "--fault takes dark, dusty, knocked, frozen or unplugged, not \"1\".")]
    [TestCase("--port 0 --seed -1", "--seed takes a whole number from 0 to 18446744073709551615, not \"-1\".")]
    public void Rejects_what_is_out_of_range(string arguments, string sentence) => Assert.That(
        new RootCommand { CameraCommand.Create() }.Parse($"camera {arguments}").Errors.Select(error => error.Message), Is.EqualTo(new[] { sentence }));

    private static async Task<string> SentenceAsync(string arguments, CancellationToken cancellationToken)
    {
        await using var error = new StringWriter();
        var code = await new RootCommand { CameraCommand.Create() }.Parse($"camera {arguments}")
            .InvokeAsync(new InvocationConfiguration { Error = error }, cancellationToken);
        Assert.That(code, Is.EqualTo(2));
        return error.ToString().Trim();
    }
}
