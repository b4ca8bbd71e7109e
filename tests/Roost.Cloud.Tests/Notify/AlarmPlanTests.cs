using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Notify.ChainTests;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Notify.OnCall;

namespace Roost.Cloud.Tests.Notify;

/// <summary>The printed plan with its inspection log.</summary>
internal sealed class AlarmPlanTests
{
    [TestCase("en", new[] { "1. Call order", "0031-6-12345678", "electrician", "Generator: key in the office.", "passed", "e-mail" })]
    [TestCase("zh-CN", new[] { "1. 呼叫顺序", "0031-6-12345678", "electrician", "Generator: key in the office.", "通过", "电子邮件" })]
    [CancelAfter(90_000)]
    public async Task Says_who_is_called_in_which_order_and_what_was_tested(string language, string[] texts, CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(cancellationToken);

        var page = await cloud.Http.GetStringAsync($"/api/farms/{FarmOnCall.Farm}/alarm-plan?language={language}", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            foreach (var text in texts)
            {
                Assert.That(page, Does.Contain(text));
            }

            Assert.That(page, Does.Not.Contain("k3y"));
        }

        if (Environment.GetEnvironmentVariable("ROOST_KEEP_PAGES") is { } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"alarm-plan-{language}.html"), page, cancellationToken);
        }
    }

    [Test, CancelAfter(90_000)]
    public async Task Prints_to_pdf_with_chromium(CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(cancellationToken);
        var watch = Stopwatch.StartNew();

        using var answer = await cloud.Http.GetAsync(new Uri($"/api/farms/{FarmOnCall.Farm}/alarm-plan?format=pdf", UriKind.Relative), cancellationToken);
        var pdf = await answer.Content.ReadAsByteArrayAsync(cancellationToken);

        await TestContext.Out.WriteLineAsync($"Measured: alarm plan as PDF, {pdf.Length / 1024} kB in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.That(Encoding.ASCII.GetString(pdf, 0, 5), Is.EqualTo("%PDF-"));
    }

    private static async Task<TestCloud> StartAsync(CancellationToken cancellationToken)
    {
        var cloud = await TestCloud.StartAsync(cancellationToken, ["--Notify:HeartbeatEvery=0"]);
        Person[] people =
        [
            Plans.People[0] with { Phone = "0031-6-12345678", Role = "keeper" },
            Plans.People[1] with { Role = "electrician" },
            Plans.People[2] with { Contacts = [.. Plans.People[2].Contacts, new("group", ChannelKind.WeCom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k3y")] },
        ];
        foreach (var person in people)
        {
            using var saved = await cloud.Http.PutAsJsonAsync($"/api/farms/{FarmOnCall.Farm}/people/{person.Id}", person, TestCloud.Json, cancellationToken);
        }

        await cloud.PutPlanAsync(
            Plans.DayAndNight with
            {
                Instructions = "Generator: key in the office.",
                Tests = new() { Days = [Weekday.Monday, Weekday.Thursday] },
                CallOrders = [Plans.DayAndNight.CallOrders[0] with { Steps = [.. Plans.DayAndNight.CallOrders[0].Steps, new("li", "group", TimeSpan.Zero)] }, Plans.DayAndNight.CallOrders[1]],
            },
            cancellationToken);
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        database.Add(new TestRow
        {
            Farm = FarmOnCall.Farm,
            By = "An",
            StartedAt = TestAgent.Now,
            DueAt = TestAgent.Now,
            DeliveredAt = TestAgent.Now,
            AcknowledgedAt = TestAgent.Now,
            AcknowledgedBy = "Bo",
            Result = TestResult.Passed,
            EndedAt = TestAgent.Now,
        });
        await database.SaveChangesAsync(cancellationToken);
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        return cloud;
    }
}
