using System.Text.Json;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Api;

internal sealed class ApiTests
{
    private const string Series = "/api/farms/demo-farm/coops/coop-1/series";
    private TestCloud cloud = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        cloud = await TestCloud.StartAsync(limit.Token);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", limit.Token);
        await agent.BirthWithTemperatureAsync("coop-1");
        await cloud.CoopAsync("demo-farm", "coop-1", found => found.Online, limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await cloud.DisposeAsync();

    [TestCase("/api/farms/.hidden", "The farm's name is not valid")]
    [TestCase("/api/farms/-x", "The farm's name is not valid")]
    [TestCase("/api/farms/demo-farm/coops/a%3Fb", "The coop's name is not valid")]
    [TestCase("/api/farms/demo-farm/coops/coop-1/cameras/%3Cscript%3E/preview", "The camera's name is not valid")]
    [TestCase("/api/farms/demo-farm/coops/a%3Fb/stills", "The coop's name is not valid")]
    [TestCase("/api/farms/demo-farm/coops/coop-1/stills?from=yesterday", "\"from\" must be an ISO 8601 time")]
    [TestCase("/api/farms/demo-farm/coops/coop-1/cameras/-x/stills", "The camera's name is not valid")]
    [TestCase("/api/farms/demo-farm/coops/coop-1/cameras/-x/stills/nearest?at=2026-01-31T06:00:00Z", "The camera's name is not valid")]
    [TestCase("/api/farms/demo-farm/coops/coop-1/cameras/camera-1/stills/nearest", "\"at\" must be an ISO 8601 time with its offset")]
    [TestCase("/api/farms/demo-farm/coops/coop-1/cameras/camera-1/stills/nearest?at=2026-01-31T06:00:00", "\"at\" must be an ISO 8601 time with its offset")]
    [TestCase(Series, "\"quantity\" must be one of temperature, ")]
    [TestCase(Series + "?quantity=warmth&place=front", "\"quantity\" must be one of temperature, ")]
    [TestCase(Series + "?quantity=temperature", "\"place\" must be a place's name")]
    [TestCase(Series + "?quantity=temperature&place=a/b", "\"place\" must be a place's name")]
    [TestCase(Series + "?quantity=temperature&place=front&from=yesterday", "\"from\" must be an ISO 8601 time")]
    [TestCase(Series + "?quantity=temperature&place=front&from=2026-03-01T00:00:00", "\"from\" must be an ISO 8601 time with its offset")]
    [TestCase(Series + "?quantity=temperature&place=front&to=2026-13-01T00:00:00Z", "\"to\" must be an ISO 8601 time")]
    [TestCase(Series + "?quantity=temperature&place=front&to=9999-12-31T23:59:59Z", "of the years 1970 to 8999")]
    [TestCase(Series + "?quantity=temperature&place=front&from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z", "\"from\" must lie before \"to\".")]
    [TestCase(Series + "?quantity=temperature&place=front&from=1980-03-01T00:00:00Z&to=2026-03-01T00:00:00Z", "at most 20 years apart")]
    [TestCase(Series + "?quantity=temperature&place=front&points=1", "\"points\" must be a whole number from 2 to 5000.")]
    [TestCase(Series + "?quantity=temperature&place=front&points=5001", "\"points\" must be a whole number from 2 to 5000.")]
    [TestCase(Series + "?quantity=temperature&place=front&points=many", "\"points\" must be a whole number from 2 to 5000.")]
    [CancelAfter(30_000)]
    public Task Rejects_what_can_not_be_understood(string path, string sentence, CancellationToken cancellationToken) =>
        IsProblemAsync(path, 400, sentence, cancellationToken);

    [TestCase("/api/farms/none", "There is no farm \"none\".")]
    [TestCase("/api/farms/demo-farm/coops/none", "The farm \"demo-farm\" has no coop \"none\".")]
    [TestCase("/api/farms/demo-farm/coops/none/series?quantity=temperature&place=front", "The farm \"demo-farm\" has no coop \"none\".")]
    [TestCase("/api/farms/demo-farm/coops/coop-1/cameras/none/preview", "has no picture of a camera \"none\".")]
    [TestCase("/api/none", null)]
    [TestCase("/live/none", null)]
    [TestCase("/health", null)]
    [TestCase("/health/none", null)]
    [TestCase("/openapi/none", null)]
    [CancelAfter(30_000)]
    public Task Rejects_what_there_is_not(string path, string? sentence, CancellationToken cancellationToken) =>
        IsProblemAsync(path, 404, sentence, cancellationToken);

    [TestCase("/api/farms")]
    [TestCase("/api/farms/demo-farm/coops/coop-1")]
    [CancelAfter(30_000)]
    public async Task What_can_only_be_read_refuses_other_methods(string path, CancellationToken cancellationToken)
    {
        using var answer = await cloud.Http.DeleteAsync(new Uri(path, UriKind.Relative), cancellationToken);

        Assert.That((int)answer.StatusCode, Is.EqualTo(405));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_series_without_readings_is_empty_and_spans_the_last_day(CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(await cloud.Http.GetStringAsync(Series + "?quantity=temperature&place=front", cancellationToken));
        var (from, to) = (answer.RootElement.GetProperty("from").GetDateTimeOffset(), answer.RootElement.GetProperty("to").GetDateTimeOffset());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(to - from, Is.EqualTo(TimeSpan.FromHours(24)));
            Assert.That(answer.RootElement.GetProperty("times").GetArrayLength(), Is.Zero);
            Assert.That(answer.RootElement.GetProperty("quantity").GetString(), Is.EqualTo("temperature"));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task A_time_may_carry_any_offset_escaped_or_not(CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(await cloud.Http.GetStringAsync(
            Series + "?quantity=temperature&place=front&from=2026-03-01T08:00:00%2B08:00&to=2026-03-01T10:00:00+08:00", cancellationToken));

        Assert.That(answer.RootElement.GetProperty("from").GetString(), Is.EqualTo("2026-03-01T00:00:00.000Z"));
        Assert.That(answer.RootElement.GetProperty("to").GetString(), Is.EqualTo("2026-03-01T02:00:00.000Z"));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_farm_has_its_time_zone_and_clock(CancellationToken cancellationToken)
    {
        using var farm = JsonDocument.Parse(await cloud.Http.GetStringAsync("/api/farms/demo-farm", cancellationToken));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(farm.RootElement.GetProperty("timeZone").GetString(), Is.EqualTo("Asia/Shanghai"));
            Assert.That(farm.RootElement.GetProperty("clockSpeed").GetDouble(), Is.EqualTo(1));
            Assert.That(farm.RootElement.GetProperty("now").GetString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        }
    }

    [TestCase("/health/live")]
    [CancelAfter(30_000)]
    public async Task Is_healthy(string path, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.GetAsync(path, cancellationToken);

        Assert.That(response.IsSuccessStatusCode, Is.True);
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(response.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'self';"));
    }

    private async Task IsProblemAsync(string path, int status, string? sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.GetAsync(path, cancellationToken);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            if (sentence is not null)
            {
                Assert.That(problem.RootElement.GetProperty("detail").GetString(), Does.Contain(sentence));
            }
        }
    }
}
