using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roost.Alarms.Evaluation;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Flocks;
using Roost.Cloud.Flocks.Figures;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Flocks.Sheet;
using Roost.Cloud.Tests.Harness;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Flocks;

/// <summary>Flocks as a phone and the office have them: over the API of the whole service. Each test has a coop of its own.</summary>
internal sealed class FlockApiTests
{
    private const string Flocks = "/api/farms/demo-farm/flocks";
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private TestCloud cloud = null!;
    private TestAgent agent = null!;

    private static DateOnly Today => FarmDay.Of(TestAgent.Now, Zone);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120), TimeProvider.System);
        cloud = await TestCloud.StartAsync(limit.Token);
        agent = await cloud.ConnectAsync("demo-farm", "agent-1", limit.Token);
        await agent.NodeBirthAsync(1);
        for (var coop = 1; coop <= 9; coop++)
        {
            await agent.BirthAsync(
                $"coop-{coop}",
                ("feed/house", MetricValue.Null(MetricType.Double)), ("water/line-1", MetricValue.Null(MetricType.Double)),
                ("water/line-2", MetricValue.Null(MetricType.Double)), ("bird-weight/scale-1", MetricValue.Null(MetricType.Double)));
        }

        await cloud.CoopAsync("demo-farm", "coop-9", _ => true, limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await agent.DisposeAsync();
        await cloud.DisposeAsync();
    }

    [Test, CancelAfter(60_000)]
    public async Task A_flock_placed_twice_is_placed_once_and_its_house_is_judged_by_it(CancellationToken cancellationToken)
    {
        var placement = Broilers("coop-1", Today.AddDays(-3));
        await PlaceAsync("once", placement, cancellationToken);
        var flock = await PlaceAsync("once", placement, cancellationToken);

        var settings = await cloud.Http.GetFromJsonAsync<CoopSettings>("/api/farms/demo-farm/coops/coop-1/settings", TestCloud.Json, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(flock.History, Has.Count.EqualTo(1));
            Assert.That((settings!.Pack, settings.PlacedOn, settings.Birds), Is.EqualTo(("broiler", placement.PlacedOn, placement.Birds)));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_placement_is_corrected_only_with_a_reason_and_both_words_stay(CancellationToken cancellationToken)
    {
        var placement = Broilers("coop-2", Today.AddDays(-3));
        await PlaceAsync("counted", placement, cancellationToken);
        var recounted = placement with { Birds = 19_800 };

        using var refused = await PutPlacementAsync("counted", recounted, null, cancellationToken);
        await IsProblemAsync(refused, 409, "say in \"why\" why", cancellationToken);
        using var kept = await PutPlacementAsync("counted", recounted, "hatchery's note", cancellationToken);
        var flock = (await kept.Content.ReadFromJsonAsync<Flock>(TestCloud.Json, cancellationToken))!;

        Assert.That(flock.History.Select(change => (change.Placement.Birds, change.Why)), Is.EqualTo(new (int, string?)[] { (20_000, null), (19_800, "hatchery's note") }));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_house_has_one_flock_at_a_time_and_stands_empty_after_it(CancellationToken cancellationToken)
    {
        await PlaceAsync("first", Broilers("coop-3", Today.AddDays(-40)), cancellationToken);
        using var refused = await PutPlacementAsync("second", Broilers("coop-3", Today.AddDays(-1)), null, cancellationToken);
        await IsProblemAsync(refused, 409, "The flock \"first\" lives in coop-3", cancellationToken);

        using var cleared = await cloud.Http.PutAsJsonAsync(
            $"{Flocks}/first/clearing", new { clearing = new Clearing(Today.AddDays(-2), 19_200, 48_000, null), by = "An Li" }, TestCloud.Json, cancellationToken);
        Assert.That(cleared.StatusCode, Is.EqualTo(HttpStatusCode.OK), await cleared.Content.ReadAsStringAsync(cancellationToken));
        var empty = await cloud.Http.GetFromJsonAsync<CoopSettings>("/api/farms/demo-farm/coops/coop-3/settings", TestCloud.Json, cancellationToken);
        await PlaceAsync("second", Broilers("coop-3", Today.AddDays(-1)), cancellationToken);
        var lived = await cloud.Http.GetFromJsonAsync<CoopSettings>("/api/farms/demo-farm/coops/coop-3/settings", TestCloud.Json, cancellationToken);
        var figures = await FiguresAsync("first", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((empty!.PlacedOn, empty.Uses[^1].Use), Is.EqualTo(((DateOnly?)null, HouseUse.Empty)));
            Assert.That((lived!.PlacedOn, lived.Uses[^1].Use), Is.EqualTo(((DateOnly?)Today.AddDays(-1), HouseUse.Birds)));
            Assert.That((figures.Result!.AgeDays, figures.Result.LivabilityPercent, figures.Result.WeightGrams), Is.EqualTo((38.0, 96.0, 2500.0)));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_line_that_a_phone_sends_again_and_again_is_kept_once(CancellationToken cancellationToken)
    {
        await PlaceAsync("phone", Broilers("coop-4", Today.AddDays(-3)), cancellationToken);
        var (id, line) = (Guid.NewGuid(), Line(SheetKind.Dead, Today.AddDays(-1)) with { Count = 12, Cause = "weak" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PutLineAsync("phone", id, line, cancellationToken)));
        using var other = await PutLineAsync("phone", id, line with { Count = 13 }, cancellationToken);
        var sheet = await SheetAsync("phone", cancellationToken);
        var day = (await FiguresAsync("phone", cancellationToken)).Days[2];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
            Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(sheet, Has.Count.EqualTo(1));
            Assert.That((day.Birds, day.LossPercent), Is.EqualTo((19_988, 0.06)).Within(1e-9));
        }

        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Test, CancelAfter(60_000)]
    public async Task A_corrected_line_stays_and_the_last_word_on_it_counts(CancellationToken cancellationToken)
    {
        await PlaceAsync("corrected", Broilers("coop-5", Today.AddDays(-3)), cancellationToken);
        var (first, second, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var line = Line(SheetKind.Dead, Today.AddDays(-1)) with { Count = 120 };
        await KeptAsync("corrected", first, line, cancellationToken);
        using var without = await PutLineAsync("corrected", Guid.NewGuid(), line with { Count = 12, Corrects = first }, cancellationToken);
        await IsProblemAsync(without, 400, "\"why\" must say why", cancellationToken);
        using var unknown = await PutLineAsync("corrected", Guid.NewGuid(), line with { Count = 12, Corrects = Guid.NewGuid(), Why = "typed" }, cancellationToken);
        await IsProblemAsync(unknown, 400, "\"corrects\" must be the id of a line", cancellationToken);
        await KeptAsync("corrected", second, line with { Count = 12, Corrects = first, Why = "typed one zero too many" }, cancellationToken);
        await KeptAsync("corrected", third, line with { Count = 11, Corrects = first, Why = "counted again" }, cancellationToken);

        var sheet = await SheetAsync("corrected", cancellationToken);
        var figures = await FiguresAsync("corrected", cancellationToken);
        Assert.That(sheet.Select(kept => kept.IsInForce), Is.EqualTo(new[] { false, false, true }));
        Assert.That(figures.Days[^1].Birds, Is.EqualTo(19_989));

        await KeptAsync("corrected", Guid.NewGuid(), line with { Corrects = third, Strikes = true, Why = "another coop's" }, cancellationToken);
        Assert.That((await FiguresAsync("corrected", cancellationToken)).Days[^1].Birds, Is.EqualTo(20_000));
    }

    [Test, CancelAfter(60_000)]
    public async Task Figures_put_sensors_and_hands_together(CancellationToken cancellationToken)
    {
        var placedOn = Today.AddDays(-21);
        await PlaceAsync("measured", Broilers("coop-6", placedOn), cancellationToken);
        var noon = new DateTimeOffset(Today.AddDays(-1).ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(8));
        await agent.DataAsync(
            "coop-6", 1,
            Taken("feed/house", noon, 900), Taken("feed/house", noon.AddHours(11), 2000), Taken("water/line-1", noon.AddHours(11), 1700),
            Taken("water/line-2", noon.AddHours(11), 1900), Taken("bird-weight/scale-1", noon, 940));
        await KeptAsync("measured", Guid.NewGuid(), Line(SheetKind.Weighing, Today.AddDays(-2)) with { WeightsGrams = [855, 950, 1045] }, cancellationToken);
        await KeptAsync("measured", Guid.NewGuid(), Line(SheetKind.Treatment, Today.AddDays(-2)) with { Text = "amoxicillin", WithdrawalDays = 5 }, cancellationToken);

        FlockFigures figures = null!;
        await Until.IsTrueAsync(async () => (figures = await FiguresAsync("measured", cancellationToken)).Days[20].WeightGrams is not null, cancellationToken);
        var forecast = await cloud.Http.GetFromJsonAsync<FlockForecast>($"{Flocks}/measured/forecast?grams=2000", TestCloud.Json, cancellationToken);
        var (weighed, yesterday) = (figures.Days[19], figures.Days[20]);
        var weights = await cloud.Http.GetFromJsonAsync<FlockWeight[]>($"{Flocks[..^"/flocks".Length]}/weights", TestCloud.Json, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(figures.Days, Has.Count.EqualTo(22));
            Assert.That((weighed.WeightGrams, weighed.VariationPercent), Is.EqualTo(((double?)950, (double?)10)).Within(1e-9));
            Assert.That(yesterday.FeedGrams, Is.EqualTo(100).Within(1e-6), "2000 kg for 20,000 birds");
            Assert.That(yesterday.WaterMilliliters, Is.EqualTo(180).Within(1e-6), "both lines");
            Assert.That(yesterday.WaterToFeed, Is.EqualTo(1.8).Within(1e-6));
            Assert.That(yesterday.DensityKilogramsPerSquareMeter, Is.EqualTo(20_000 * 0.94 / 1200).Within(1e-6));
            Assert.That(figures.WithdrawalUntil, Is.EqualTo(Today.AddDays(3)));
            var weight = weights!.Single(each => each.Flock == "measured");
            Assert.That((weight.Coop, weight.Grams), Is.EqualTo(("coop-6", 940.0)), "the wall's: yesterday's scales, not the weighing of the day before");
            Assert.That(weight.StandardGrams, Is.EqualTo(yesterday.StandardWeightGrams).Within(1e-9), "at noon");
            Assert.That(forecast!.Weights, Has.Count.EqualTo(28));
            Assert.That(forecast.Reached!.AgeDays, Is.InRange(forecast.Reached.EarliestAgeDays, forecast.Reached.LatestAgeDays!.Value));
        }
    }

    [TestCase("/api/farms/none/flocks", 404, "There is no farm")]
    [TestCase(Flocks + "/none", 404, "has no flock \"none\"")]
    [TestCase(Flocks + "/none/sheet", 404, "has no flock")]
    [TestCase(Flocks + "/none/figures", 404, "has no flock")]
    [TestCase(Flocks + "/none/forecast?grams=9", 400, "\"grams\" must be a number from 100 to 30000.")]
    [TestCase(Flocks + "/a%3Fb", 400, "The flock's name is not valid")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_question_that_can_not_be_answered(string path, int status, string sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.GetAsync(path, cancellationToken);
        await IsProblemAsync(response, status, sentence, cancellationToken);
    }

    [TestCase("""{"by":"An"}""", 400, "\"placement\" must be given.")]
    [TestCase("""{"placement":{"coop":"coop-9","breed":"Ross 308","birds":1,"placedOn":"2999-01-01"},"by":"An"}""", 400, "\"placedOn\" must be")]
    [TestCase("""{"placement":{"coop":"coop-9","breed":"Dodo","birds":1,"placedOn":"2026-01-01"},"by":"An"}""", 400, "\"breed\" must be one of Ross 308, ")]
    [TestCase("""{"placement":{"coop":"coop-9","breed":"Ross 308","birds":0,"placedOn":"2026-01-01"},"by":"An"}""", 400, "\"birds\" must be")]
    [TestCase("""{"placement":{"coop":"coop-99","breed":"Ross 308","birds":1,"placedOn":"2026-01-01"},"by":"An"}""", 404, "has no coop \"coop-99\"")]
    [TestCase("""{"placement":{"coop":"coop-9","breed":"Ross 308","birds":1,"placedOn":"2026-01-01"}}""", 400, "\"by\" must say who it is")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_placement_that_can_not_be(string body, int status, string sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.PutAsJsonAsync($"{Flocks}/refused", JsonDocument.Parse(body).RootElement, cancellationToken);
        await IsProblemAsync(response, status, sentence, cancellationToken);
    }

    [TestCase(SheetKind.Dead, "\"count\" must be a whole number")]
    [TestCase(SheetKind.Weighing, "\"weightsGrams\", or \"meanGrams\" and \"count\"")]
    [TestCase(SheetKind.FeedDelivery, "\"kilograms\" must be a number")]
    [TestCase(SheetKind.WaterDrunk, "\"liters\" must be a number")]
    [TestCase(SheetKind.Treatment, "\"text\" must say what it is.")]
    [TestCase(SheetKind.Photograph, "\"photograph\" must be a picture's SHA-256")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_line_that_lacks_what_its_kind_needs(SheetKind kind, string sentence, CancellationToken cancellationToken)
    {
        await PlaceAsync("lacking", Broilers("coop-7", Today.AddDays(-3)), cancellationToken);
        using var response = await PutLineAsync("lacking", Guid.NewGuid(), Line(kind, Today), cancellationToken);
        await IsProblemAsync(response, 400, sentence, cancellationToken);
    }

    [TestCase(-4)]
    [TestCase(1)]
    [CancelAfter(60_000)]
    public async Task Rejects_a_line_of_a_day_on_which_the_flock_was_not_here(int days, CancellationToken cancellationToken)
    {
        await PlaceAsync("lacking", Broilers("coop-7", Today.AddDays(-3)), cancellationToken);
        using var response = await PutLineAsync("lacking", Guid.NewGuid(), Line(SheetKind.Note, Today.AddDays(days)) with { Text = "here" }, cancellationToken);
        await IsProblemAsync(response, 400, "\"day\" must be from", cancellationToken);
    }

    private static Placement Broilers(string coop, DateOnly placedOn) => new(coop, "Ross 308", 20_000, placedOn, placedOn.AddDays(-1), "Hatchery 7", 1200);

    private static SheetEntry Line(SheetKind kind, DateOnly day) => new() { Kind = kind, Day = day, By = "An Li", WrittenAt = TestAgent.Now };

    private static Metric Taken(string series, DateTimeOffset at, double value) =>
        new(series, null, at.ToUnixTimeMilliseconds(), MetricValue.OfDouble(value), IsHistorical: true);

    private async Task<Flock> PlaceAsync(string flock, Placement placement, CancellationToken cancellationToken)
    {
        using var response = await PutPlacementAsync(flock, placement, null, cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync(cancellationToken));
        return (await response.Content.ReadFromJsonAsync<Flock>(TestCloud.Json, cancellationToken))!;
    }

    private Task<HttpResponseMessage> PutPlacementAsync(string flock, Placement placement, string? why, CancellationToken cancellationToken) =>
        cloud.Http.PutAsJsonAsync($"{Flocks}/{flock}", new { placement, by = "An Li", why }, TestCloud.Json, cancellationToken);

    private Task<HttpResponseMessage> PutLineAsync(string flock, Guid id, SheetEntry line, CancellationToken cancellationToken) =>
        cloud.Http.PutAsJsonAsync($"{Flocks}/{flock}/sheet/{id}", line, TestCloud.Json, cancellationToken);

    private async Task KeptAsync(string flock, Guid id, SheetEntry line, CancellationToken cancellationToken)
    {
        using var response = await PutLineAsync(flock, id, line, cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<KeptEntry>> SheetAsync(string flock, CancellationToken cancellationToken) =>
        (await cloud.Http.GetFromJsonAsync<KeptEntry[]>($"{Flocks}/{flock}/sheet", TestCloud.Json, cancellationToken))!;

    private async Task<FlockFigures> FiguresAsync(string flock, CancellationToken cancellationToken) =>
        (await cloud.Http.GetFromJsonAsync<FlockFigures>($"{Flocks}/{flock}/figures", TestCloud.Json, cancellationToken))!;

    private static async Task IsProblemAsync(HttpResponseMessage response, int status, string sentence, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
        Assert.That(JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString(), Does.Contain(sentence));
    }
}
