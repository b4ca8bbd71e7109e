using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Access;
using Roost.Cloud.Api;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Access;

internal sealed class KeyTests
{
    private static readonly string[] Required = ["--Access:Required", "true"];

    [Test, CancelAfter(60_000)]
    public async Task On_a_machine_that_nobody_else_reaches_no_key_is_needed(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        Assert.That(await SessionAsync(cloud.Http, cancellationToken), Is.EqualTo(new Session(false, null)));
        Assert.That(await StatusAsync(cloud.Http, HttpMethod.Get, "/api/farms", cancellationToken), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test, CancelAfter(60_000)]
    public async Task As_soon_as_others_reach_the_service_a_key_is_needed(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, ["--urls", "http://0.0.0.0:0"]);
        Assert.That(await StatusAsync(cloud.Http, HttpMethod.Get, "/api/farms", cancellationToken), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await SessionAsync(cloud.Http, cancellationToken), Is.EqualTo(new Session(true, null)));
    }

    [TestCase("/api/farms", HttpStatusCode.Unauthorized)]
    [TestCase("/API/farms", HttpStatusCode.Unauthorized)]
    [TestCase("/api/farms/demo-farm/alarms", HttpStatusCode.Unauthorized)]
    [TestCase("/api/nothing", HttpStatusCode.Unauthorized)]
    [TestCase("/live", HttpStatusCode.Unauthorized)]
    [TestCase("/openapi/v1.json", HttpStatusCode.Unauthorized)]
    [TestCase("/api/keys", HttpStatusCode.Unauthorized)]
    [TestCase("/health/ready", HttpStatusCode.OK)]
    [TestCase("/ack/no-token", HttpStatusCode.NotFound)]
    [CancelAfter(60_000)]
    public async Task Without_a_key_only_health_and_signed_links_answer(string path, HttpStatusCode status, CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, Required);
        Assert.That(await StatusAsync(cloud.Http, HttpMethod.Get, path, cancellationToken), Is.EqualTo(status));
        foreach (var garbage in (string[])["Bearer", "Bearer ", "Bearer x", "Basic x", $"Bearer {new string('a', 4_000)}"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", garbage);
            using var answer = await cloud.Http.SendAsync(request, cancellationToken);
            Assert.That(answer.StatusCode, Is.EqualTo(status), garbage);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_screen_looks_and_a_person_acts(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, Required);
        using var screen = WithKey(cloud, (await MakeAsync(cloud, KeyKind.Screen, cancellationToken)).Text);
        using var person = WithKey(cloud, (await MakeAsync(cloud, KeyKind.Person, cancellationToken)).Text);

        using (Assert.EnterMultipleScope())
        {
            foreach (var path in (string[])["/api/farms", "/api/farms/demo-farm/alarms", "/openapi/v1.json"])
            {
                Assert.That(await StatusAsync(screen, HttpMethod.Get, path, cancellationToken), Is.EqualTo(HttpStatusCode.OK), path);
            }

            foreach (var path in (string[])["/api/keys", "/api/farms/demo-farm/people", "/api/farms/demo-farm/deliveries", "/api/farms/demo-farm/alarm-plan"])
            {
                Assert.That(await StatusAsync(screen, HttpMethod.Get, path, cancellationToken), Is.EqualTo(HttpStatusCode.Forbidden), path);
                Assert.That(await StatusAsync(person, HttpMethod.Get, path, cancellationToken), Is.Not.EqualTo(HttpStatusCode.Forbidden).And.Not.EqualTo(HttpStatusCode.Unauthorized), path);
            }

            Assert.That(await StatusAsync(screen, HttpMethod.Post, "/api/keys", cancellationToken), Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(await StatusAsync(screen, HttpMethod.Put, "/api/farms/demo-farm/people/li", cancellationToken), Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await SessionAsync(screen, cancellationToken)).Key?.Kind, Is.EqualTo(KeyKind.Screen));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_browser_that_took_a_key_has_it_in_a_cookie_that_scripts_can_not_read(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, Required);
        var (_, key) = await MakeAsync(cloud, KeyKind.Person, cancellationToken);
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new() }) { BaseAddress = cloud.Http.BaseAddress };

        using var wrong = await browser.PostAsJsonAsync("/api/session", new { key = key + "x" }, cancellationToken);
        using var taken = await browser.PostAsJsonAsync("/api/session", new { key }, cancellationToken);
        var inside = await StatusAsync(browser, HttpMethod.Get, "/api/farms", cancellationToken);
        await StatusAsync(browser, HttpMethod.Delete, "/api/session", cancellationToken);

        Assert.That((wrong.StatusCode, taken.StatusCode, inside), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That(taken.Headers.GetValues("Set-Cookie").Single(), Does.Contain("httponly").And.Contain("samesite=strict").IgnoreCase);
        Assert.That(await StatusAsync(browser, HttpMethod.Get, "/api/farms", cancellationToken), Is.EqualTo(HttpStatusCode.Unauthorized), "it gave the key back");
    }

    [Test, CancelAfter(60_000)]
    public async Task A_key_that_is_revoked_opens_nothing_and_ends_what_it_had_opened(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, Required);
        using var person = WithKey(cloud, (await MakeAsync(cloud, KeyKind.Person, cancellationToken)).Text);
        var (row, key) = await MakeAsync(cloud, KeyKind.Screen, cancellationToken);
        using var screen = WithKey(cloud, key);
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(cloud.Http.BaseAddress!, "/live"), options => options.Headers["Authorization"] = $"Bearer {key}")
            .AddJsonProtocol(options => ApiJson.Configure(options.PayloadSerializerOptions)).Build();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync(cancellationToken);
        var watched = await hub.InvokeAsync<FarmSnapshot>("SubscribeToFarm", "demo-farm", cancellationToken);

        Assert.That(await StatusAsync(person, HttpMethod.Delete, $"/api/keys/{row.Id}", cancellationToken), Is.EqualTo(HttpStatusCode.NoContent));
        await closed.Task.WaitAsync(cancellationToken);

        Assert.That(watched, Is.Not.Null);
        Assert.That(await StatusAsync(screen, HttpMethod.Get, "/api/farms", cancellationToken), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await StatusAsync(person, HttpMethod.Delete, $"/api/keys/{row.Id}", cancellationToken), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test, CancelAfter(60_000)]
    public async Task The_last_key_of_a_person_is_not_revoked(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, Required);
        var (row, key) = await MakeAsync(cloud, KeyKind.Person, cancellationToken);
        using var person = WithKey(cloud, key);

        Assert.That(await StatusAsync(person, HttpMethod.Delete, $"/api/keys/{row.Id}", cancellationToken), Is.EqualTo(HttpStatusCode.Conflict));
        using var made = await person.PostAsJsonAsync("/api/keys", new { name = "Wei", kind = "person" }, cancellationToken);
        var next = (await made.Content.ReadFromJsonAsync<NewKey>(TestCloud.Json, cancellationToken))!;
        Assert.That(await StatusAsync(person, HttpMethod.Delete, $"/api/keys/{row.Id}", cancellationToken), Is.EqualTo(HttpStatusCode.NoContent));
        using var wei = WithKey(cloud, next.Key);
        var listed = await wei.GetFromJsonAsync<KeyEntry[]>("/api/keys", TestCloud.Json, cancellationToken);
        Assert.That(listed!.Select(entry => (entry.Name, entry.IsYours)), Is.EqualTo([("Wei", true)]));
    }

    [TestCase("", "person")]
    [TestCase("   ", "person")]
    [TestCase("a name of more than sixty characters, which nobody wants to read in a list", "person")]
    [TestCase("Li", "king")]
    [TestCase("Li", null)]
    [CancelAfter(60_000)]
    public async Task A_key_without_a_name_or_kind_is_not_made(string name, string? kind, CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        using var answer = await cloud.Http.PostAsJsonAsync("/api/keys", new { name, kind }, cancellationToken);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await cloud.Http.GetFromJsonAsync<KeyEntry[]>("/api/keys", TestCloud.Json, cancellationToken), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task The_command_makes_a_key_beside_the_running_service_which_is_nowhere_in_its_files(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var cloud = await TestCloud.StartAsync(cancellationToken, Required, folder.Path);
        using StringWriter output = new(), errors = new();

        var code = await KeyCommand.RunAsync(
            ["key", "Office", "--screen", "--Store:Directory", folder.Path, "--urls", "http://127.0.0.1:5123"], output, errors, cancellationToken);

        Assert.That(code, Is.Zero, errors.ToString());
        var link = output.ToString().Split('\n').Single(line => line.StartsWith("http://127.0.0.1:5123/#key=", StringComparison.Ordinal));
        var key = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
        using var screen = WithKey(cloud, key);
        Assert.That(await SessionAsync(screen, cancellationToken), Is.EqualTo(new Session(true, new("Office", KeyKind.Screen))));
        foreach (var file in Directory.GetFiles(folder.Path, "roost.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.That(await reader.ReadToEndAsync(cancellationToken), Does.Not.Contain(key), file);
        }
    }

    [TestCase("key")]
    [TestCase("key", "--screen")]
    [TestCase("key", " ")]
    public async Task The_command_without_a_name_says_how_it_is_used(params string[] args)
    {
        using StringWriter output = new(), errors = new();
        Assert.That(await KeyCommand.RunAsync(args, output, errors, CancellationToken.None), Is.EqualTo(2));
        Assert.That(errors.ToString(), Does.StartWith("Usage: key NAME"));
    }

    private static Task<(KeyRow Row, string Text)> MakeAsync(TestCloud cloud, KeyKind kind, CancellationToken cancellationToken) =>
        cloud.Services.GetRequiredService<KeyRing>().MakeAsync("Li", kind, cancellationToken);

    private static HttpClient WithKey(TestCloud cloud, string key) =>
        new() { BaseAddress = cloud.Http.BaseAddress, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await client.SendAsync(request, cancellationToken);
        return answer.StatusCode;
    }

    private static async Task<Session> SessionAsync(HttpClient client, CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<Session>("/api/session", TestCloud.Json, cancellationToken))!;
}
