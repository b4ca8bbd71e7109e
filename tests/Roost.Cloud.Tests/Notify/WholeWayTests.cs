using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Tests.Harness;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Notify;

/// <summary>From readings on the wire to a person and back to the alarm, with the shipped rules.</summary>
internal sealed partial class WholeWayTests
{
    private static readonly Person An = new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] };

    [Test, CancelAfter(120_000), Timed]
    public async Task A_power_cut_becomes_a_mail_and_its_link_acknowledges_the_alarm(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:PublicUrl", "http://roost.example"]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
        await using var agent = await cloud.ConnectAsync(FarmOnCall.Farm, "agent-1", cancellationToken);
        await agent.NodeBirthAsync(1);
        await agent.BirthAsync("coop-1", ("mains-power/main", MetricValue.Null(MetricType.Double)));

        // The rule's delay, 60 s, passes in event time: the last reading is the one that raises the alarm.
        // It is of a moment after the agent was connected: what is older waits some seconds, for a backlog may still refute it.
        var now = TestAgent.Now.AddSeconds(2);
        ulong batch = 1;
        for (var ago = 60; ago >= 0; ago -= 10)
        {
            await agent.DataAsync("coop-1", batch++, now.AddSeconds(-ago), 0);
        }

        var watch = Stopwatch.StartNew();
        var message = await mail.ReceiveAsync(message => message.Subject!.Contains("Mains power lost", StringComparison.Ordinal), cancellationToken);
        var taken = watch.Elapsed;
        await TestContext.Out.WriteLineAsync($"Measured: last reading sent to mail received {taken.TotalSeconds:0.00} s");
        using var pressed = await cloud.Http.PostAsync(new Uri(Link().Match(message.TextBody!).Value, UriKind.Relative), null, cancellationToken);
        var page = await pressed.Content.ReadAsStringAsync(cancellationToken);
        var alarms = JsonNode.Parse(await cloud.Http.GetStringAsync($"/api/farms/{FarmOnCall.Farm}/alarms?rule=mains-power-lost", cancellationToken))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(5)));
            Assert.That(page, Does.Contain("Acknowledged. Thank you."));
            Assert.That(alarms.ToJsonString(), Does.Contain("\"by\":\"An\"").And.Contain("\"where\":\"link\""));
        }
    }

    [GeneratedRegex(@"/ack/[A-Za-z0-9\-_]+")]
    private static partial Regex Link();
}
