using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Roost.Cloud.Flocks;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Flocks.Sheet;
using Roost.Cloud.Jobs;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Notify;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Flocks;

/// <summary>Reports of flocks: read, printed, and mailed on the farm's morning in the reader's language.</summary>
internal sealed class ReportTests
{
    private static readonly Person Li = new() { Id = "li", Name = "Li", Language = "zh-CN", Contacts = [new("mail", ChannelKind.Mail, "li@farm.example")] };

    private MailServer mail = null!;
    private TestCloud cloud = null!;
    private DateOnly today;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120), TimeProvider.System);
        mail = await MailServer.StartAsync(limit.Token);
        cloud = await TestCloud.StartAsync(limit.Token, mail.Settings);
        await using var agent = await cloud.ConnectAsync(FarmOnCall.Farm, "agent-1", limit.Token);
        await agent.NodeBirthAsync(1);
        await agent.BirthAsync("coop-1", ("temperature/front", MetricValue.Null(MetricType.Double)));
        await agent.BirthAsync("coop-2", ("temperature/front", MetricValue.Null(MetricType.Double)));
        await cloud.CoopAsync(FarmOnCall.Farm, "coop-2", _ => true, limit.Token);
        today = FarmDay.Of(TestAgent.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        await PlaceAsync("young", "coop-1", today.AddDays(-10), limit.Token);
        await PlaceAsync("old", "coop-2", today.AddDays(-36), limit.Token);
        await WriteAsync("young", new() { Kind = SheetKind.Dead, Day = today.AddDays(-1), By = "An", WrittenAt = TestAgent.Now, Count = 40, Cause = "legs" }, limit.Token);
        await WriteAsync("young", new() { Kind = SheetKind.Visitor, Day = today.AddDays(-1), By = "An", WrittenAt = TestAgent.Now, Text = "<vet> Wang" }, limit.Token);
        await WriteAsync("young", new() { Kind = SheetKind.Dead, Day = today.AddDays(-3), By = "An", WrittenAt = TestAgent.Now, Count = 60 }, limit.Token);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), limit.Token, Li);
        await SentAsync(
            "/old/clearing", new { clearing = new Clearing(today.AddDays(-1), 9_700, 24_250, null), by = "An" }, limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await cloud.DisposeAsync();
        await mail.DisposeAsync();
    }

    [TestCase("en", "Daily report", "9,900", "0.40", "Visitor", "legs", "&lt;vet&gt; Wang")]
    [TestCase("zh-CN", "日报", "9,900", "0.40", "来访", "腿病", "&lt;vet&gt; Wang")]
    [CancelAfter(60_000)]
    public async Task The_daily_report_tells_the_day_in_the_readers_language(
        string language, string title, string birds, string losses, string kind, string cause, string text, CancellationToken cancellationToken)
    {
        var page = await cloud.Http.GetStringAsync($"/api/farms/{FarmOnCall.Farm}/reports/daily?language={language}", cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            foreach (var expected in new[] { title, birds, losses, kind, cause, text })
            {
                Assert.That(page, Does.Contain(expected));
            }

            Assert.That(page, Does.Not.Contain(">60</td>"), "three days ago is not yesterday");
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task The_weekly_report_has_seven_days_of_each_flock(CancellationToken cancellationToken)
    {
        var page = await cloud.Http.GetStringAsync($"/api/farms/{FarmOnCall.Farm}/reports/weekly", cancellationToken);
        var young = page[page.IndexOf("<h2>Coop 1", StringComparison.Ordinal)..page.IndexOf("<h2>Coop 2", StringComparison.Ordinal)];
        Assert.That(Enumerable.Range(0, 11).Where(day => young.Contains($"<tr><td data-head=\"Age\">{day}</td>", StringComparison.Ordinal)), Is.EqualTo(Enumerable.Range(3, 7)));
        Assert.That(young, Does.Contain(">60</td>"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_flocks_report_as_csv_has_a_row_a_day(CancellationToken cancellationToken)
    {
        var csv = await cloud.Http.GetStringAsync($"/api/farms/{FarmOnCall.Farm}/flocks/young/report?format=csv", cancellationToken);
        var rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Has.Length.EqualTo(12), "a head and the days 0 to 10");
            Assert.That(rows.Select(row => row.Length).Distinct(), Has.Exactly(1).Items);
            Assert.That(rows[10][..6], Is.EqualTo(new[] { "young", "coop-1", "Ross 308", $"{today.AddDays(-1):yyyy-MM-dd}", "9", "9900" }));
            Assert.That(double.Parse(rows[10][6], CultureInfo.InvariantCulture), Is.EqualTo(100 * 40 / 9940.0).Within(1e-9));
        }
    }

    [Test, CancelAfter(90_000)]
    public async Task A_flocks_report_prints_to_pdf(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var pdf = await cloud.Http.GetByteArrayAsync($"/api/farms/{FarmOnCall.Farm}/flocks/old/report?format=pdf&language=zh-CN", cancellationToken);
        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Measured: report of a flock of 36 days as PDF, {pdf.Length / 1024} kB in {watch.Elapsed.TotalSeconds:0.0} s"));
        Assert.That(Encoding.ASCII.GetString(pdf, 0, 5), Is.EqualTo("%PDF-"));
    }

    [Test, CancelAfter(90_000)]
    public async Task On_the_farms_morning_readers_get_the_day_and_the_flock_that_left(CancellationToken cancellationToken)
    {
        var scheduler = await cloud.Services.GetRequiredKeyedService<ISchedulerFactory>(JobsSlice.Scheduler).GetScheduler(cancellationToken);
        var trigger = (ICronTrigger)(await scheduler.GetTrigger(new TriggerKey(FarmOnCall.Farm, "report"), cancellationToken))!;
        Assert.That((trigger.CronExpressionString, trigger.TimeZone.Id), Is.EqualTo(("0 0 7 ? * *", "Asia/Shanghai")));

        await scheduler.TriggerJob(ReportJob.Key, new JobDataMap { [FarmSchedule.FarmKey] = FarmOnCall.Farm }, cancellationToken);
        var daily = await mail.ReceiveAsync(message => message.HtmlBody!.Contains("日报", StringComparison.Ordinal), cancellationToken);
        var ended = await mail.ReceiveAsync(message => message.HtmlBody!.Contains("<h1>鸡群报告", StringComparison.Ordinal), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(daily.Subject, Is.EqualTo("鸡群报告 · demo-farm"));
            Assert.That(daily.TextBody, Does.Contain("1号舍：第9日龄，存栏9900只，当日死淘0.40%，累计1.00%"));
            Assert.That(ended.HtmlBody, Does.Contain("97.00 %").And.Contain("2,500 g"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task The_report_of_one_coop_has_no_other(CancellationToken cancellationToken)
    {
        var page = await cloud.Http.GetStringAsync($"/api/farms/{FarmOnCall.Farm}/reports/weekly?coop=coop-1&language=zh-CN", cancellationToken);
        Assert.That(page, Does.Contain("<h2>1号舍").And.Not.Contain("2号舍"));
    }

    [Test, CancelAfter(90_000)]
    public async Task A_report_sent_again_reaches_each_reader(CancellationToken cancellationToken)
    {
        using var sent = await cloud.Http.PostAsync(new Uri($"/api/farms/{FarmOnCall.Farm}/reports/weekly/sendings?coop=coop-1", UriKind.Relative), null, cancellationToken);
        var told = await sent.Content.ReadAsStringAsync(cancellationToken);
        Assert.That(told, Is.EqualTo("""{"to":[{"person":"li","contact":"mail"}]}"""));
        var weekly = await mail.ReceiveAsync(message => message.HtmlBody!.Contains("周报", StringComparison.Ordinal), cancellationToken);
        Assert.That(weekly.HtmlBody, Does.Contain("<h2>1号舍").And.Not.Contain("2号舍"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_sending_a_report_that_nobody_reads(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("quiet-farm", "agent-1", cancellationToken);
        await agent.NodeBirthAsync(1);
        await agent.BirthAsync("coop-1", ("temperature/front", MetricValue.Null(MetricType.Double)));
        await cloud.CoopAsync("quiet-farm", "coop-1", _ => true, cancellationToken);
        using var sent = await cloud.Http.PostAsync(new Uri("/api/farms/quiet-farm/reports/daily/sendings", UriKind.Relative), null, cancellationToken);
        Assert.That((int)sent.StatusCode, Is.EqualTo(409));
        Assert.That(await sent.Content.ReadAsStringAsync(cancellationToken), Does.Contain("name readers there first"));
    }

    [TestCase("/reports/monthly", 404, "there are daily and weekly")]
    [TestCase("/reports/daily?day=tomorrow", 400, "\"day\" must be a day")]
    [TestCase("/reports/daily?language=fr", 400, "\"language\" must be en or zh-CN.")]
    [TestCase("/flocks/young/report?format=doc", 400, "\"format\" must be html, pdf or csv.")]
    [TestCase("/flocks/none/report", 404, "has no flock")]
    [TestCase("/reports/weekly?coop=coop-9", 404, "has no coop")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_report_that_there_is_not(string path, int status, string sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.GetAsync(new Uri($"/api/farms/{FarmOnCall.Farm}{path}", UriKind.Relative), cancellationToken);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        Assert.That(problem.RootElement.GetProperty("detail").GetString(), Does.Contain(sentence));
    }

    private Task PlaceAsync(string flock, string coop, DateOnly placedOn, CancellationToken cancellationToken) =>
        SentAsync($"/{flock}", new { placement = new Placement(coop, "Ross 308", 10_000, placedOn, null, null, null), by = "An" }, cancellationToken);

    private Task WriteAsync(string flock, SheetEntry line, CancellationToken cancellationToken) => SentAsync($"/{flock}/sheet/{Guid.NewGuid()}", line, cancellationToken);

    private async Task SentAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.PutAsJsonAsync($"/api/farms/{FarmOnCall.Farm}/flocks{path}", body, TestCloud.Json, cancellationToken);
        Assert.That(response.IsSuccessStatusCode, Is.True, await response.Content.ReadAsStringAsync(cancellationToken));
    }
}
