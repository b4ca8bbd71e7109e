using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MQTTnet;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Notify.Channels;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Notify;

/// <summary>What each channel puts on its wire, and what it makes of answers.</summary>
internal sealed class ChannelTests
{
    private const string NoHeartbeat = "--Notify:HeartbeatEvery=0";

    [Test, CancelAfter(60_000)]
    public async Task A_webhook_is_signed_over_time_and_body_and_says_its_id(CancellationToken cancellationToken)
    {
        await using var hooks = await HookServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [NoHeartbeat]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, Group(ChannelKind.Webhook, $"{hooks.Address}hook", "s3cret"));

        var alarm = cloud.Hot();
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, alarm);
        var hook = await hooks.ReceiveAsync(_ => true, cancellationToken);

        var signed = Encoding.UTF8.GetBytes(hook.Headers["X-Roost-Timestamp"] + ".").Concat(hook.Body).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hook.Headers["X-Roost-Signature"], Is.EqualTo($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, signed))}"));
            Assert.That(hook.Headers["X-Roost-Notification"], Is.EqualTo(hook.Json.GetProperty("id").GetString()));
            Assert.That(hook.Json.GetProperty("repeat").GetBoolean(), Is.False);
            Assert.That(hook.Json.GetProperty("kind").GetString(), Is.EqualTo("alarm"));
            Assert.That(hook.Json.GetProperty("alarms")[0].GetProperty("id").GetString(), Is.EqualTo(alarm.Id.ToString()));
        }
    }

    [TestCase(ChannelKind.WeCom, "text.content")]
    [TestCase(ChannelKind.DingTalk, "text.content")]
    [TestCase(ChannelKind.Feishu, "content.text")]
    [TestCase(ChannelKind.Slack, "text")]
    [TestCase(ChannelKind.Teams, "attachments.0.content.body.0.text")]
    [CancelAfter(60_000)]
    public async Task A_chat_gets_the_message_in_its_shape(ChannelKind channel, string path, CancellationToken cancellationToken)
    {
        await using var hooks = await HookServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [NoHeartbeat]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, Group(channel, $"{hooks.Address}robot", null));

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        var hook = await hooks.ReceiveAsync(_ => true, cancellationToken);

        var element = path.Split('.').Aggregate(hook.Json, (json, part) => int.TryParse(part, out var index) ? json[index] : json.GetProperty(part));
        Assert.That(element.GetString(), Does.StartWith("▲ 紧急: 温度过高 · coop-1/front · demo-farm"));
    }

    [Test]
    public void DingTalk_signs_as_its_documentation_says()
    {
        // HMAC-SHA256 of "1577262236757\nthis is secret", keyed with the secret.
        var url = DingTalkChannel.Signed("https://oapi.dingtalk.com/robot/send?access_token=x", "this is secret", 1_577_262_236_757);
        var expected = HMACSHA256.HashData("this is secret"u8, "1577262236757\nthis is secret"u8);

        Assert.That(url, Is.EqualTo($"https://oapi.dingtalk.com/robot/send?access_token=x&timestamp=1577262236757&sign={Uri.EscapeDataString(Convert.ToBase64String(expected))}"));
    }

    [Test]
    public void Feishu_signs_nothing_with_time_and_secret_as_key() => Assert.That(
        FeishuChannel.SignOf("demo", "1599360473"),
        Is.EqualTo(Convert.ToBase64String(new HMACSHA256("1599360473\ndemo"u8.ToArray()).ComputeHash([]))));

    [Test, CancelAfter(60_000)]
    public async Task A_busy_receiver_is_asked_again_when_it_says_and_a_refusing_one_is_not(CancellationToken cancellationToken)
    {
        await using var hooks = await HookServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [NoHeartbeat]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, Group(ChannelKind.Webhook, $"{hooks.Address}hook", null));
        hooks.Answers.Enqueue((429, "{}", "1"));
        hooks.Answers.Enqueue((503, "{}", "0"));
        hooks.Answers.Enqueue((403, "{}", null));

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        await Until.IsTrueAsync(async () => (await cloud.OutboxAsync(cancellationToken)) is [{ State: DeliveryState.Refused }, ..], cancellationToken);

        var row = (await cloud.OutboxAsync(cancellationToken))[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((row.Attempts, row.Problem), Is.EqualTo((3, "The receiver answered 403 Forbidden.")));
            Assert.That(hooks.Received.Take(3).Select(hook => hook.Headers["X-Roost-Repeat"]), Is.EqualTo(new[] { "false", "true", "true" }));
            Assert.That(hooks.Received.Take(3).Select(hook => hook.Headers["X-Roost-Notification"]).Distinct().Count(), Is.EqualTo(1));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_robot_that_answers_200_and_an_error_has_not_taken_it(CancellationToken cancellationToken)
    {
        await using var hooks = await HookServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [NoHeartbeat]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, Group(ChannelKind.WeCom, $"{hooks.Address}robot?key=k3y", null));
        hooks.Answers.Enqueue((200, """{"errcode":93000,"errmsg":"invalid webhook url"}""", null));

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        await Until.IsTrueAsync(async () => (await cloud.OutboxAsync(cancellationToken)) is [{ State: DeliveryState.Refused }, ..], cancellationToken);

        Assert.That((await cloud.OutboxAsync(cancellationToken))[0].Problem, Is.EqualTo("The robot answered 93000: invalid webhook url"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_text_message_goes_by_the_providers_template(CancellationToken cancellationToken)
    {
        await using var hooks = await HookServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(
            cancellationToken,
            [
                NoHeartbeat, "--Notify:Sms:Url", $"{hooks.Address}send?from=roost&to={{to}}", "--Notify:Sms:Body", """{"say":"{text}"}""",
                "--Notify:Sms:Authorization", "Bearer t0ken",
            ]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, Group(ChannelKind.Sms, "+8613800000000", null));

        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        var hook = await hooks.ReceiveAsync(_ => true, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hook.Query, Is.EqualTo("?from=roost&to=%2B8613800000000"));
            Assert.That(hook.Headers["Authorization"], Is.EqualTo("Bearer t0ken"));
            Assert.That(hook.Json.GetProperty("say").GetString(), Does.StartWith("▲ 紧急: 温度过高"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_program_on_the_broker_gets_each_alarm_under_its_id_not_retained(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [NoHeartbeat]);
        using var client = new MqttClientFactory().CreateMqttClient();
        ConcurrentQueue<MqttApplicationMessage> messages = new();
        client.ApplicationMessageReceivedAsync += args =>
        {
            messages.Enqueue(args.ApplicationMessage);
            return Task.CompletedTask;
        };
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", cloud.BrokerPort).Build(), cancellationToken);
        await client.SubscribeAsync("roost/demo-farm/alarms/#", cancellationToken: cancellationToken);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, Group(ChannelKind.Mqtt, "house-display", null));

        var alarms = new[] { cloud.Hot(), cloud.Hot("coop-2") };
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, alarms);
        await Until.IsTrueAsync(() => messages.Count == 2, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages.Select(message => message.Topic), Is.EquivalentTo(alarms.Select(alarm => $"roost/demo-farm/alarms/{alarm.Id}")));
            Assert.That(messages.Any(message => message.Retain), Is.False);
        }
    }

    private static Person Group(ChannelKind channel, string address, string? secret) =>
        new() { Id = "group", Name = "值班群", Language = "zh-CN", Contacts = [new("first", channel, address, secret)] };
}
