using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Notify.Acknowledge;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Notify;

/// <summary>Acknowledgement by the link in a message.</summary>
internal sealed partial class AcknowledgeTests
{
    private static readonly Person Li = new() { Id = "li", Name = "李伟", Language = "zh-CN", Contacts = [new("mail", ChannelKind.Mail, "li@farm.example")] };
    private static readonly Person An = new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] };

    [Test, CancelAfter(60_000)]
    public async Task Opening_the_link_changes_nothing_and_its_button_acknowledges_once(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:PublicUrl", "http://roost.example"]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, Li, An);
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        var link = LinkOf((await mail.ReceiveAsync(_ => true, cancellationToken)).TextBody!);

        var opened = await cloud.Http.GetStringAsync(link, cancellationToken);
        var afterOpening = (await cloud.OutboxAsync(cancellationToken))[0].AcknowledgedAt;
        using var pressed = await cloud.Http.PostAsync(link, null, cancellationToken);
        var page = await pressed.Content.ReadAsStringAsync(cancellationToken);
        var again = await cloud.Http.GetStringAsync(link, cancellationToken);
        await cloud.HurryAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Does.Contain("<button>李伟：我来处理</button>").And.Contain("温度过高"));
            Assert.That(afterOpening, Is.Null);
            Assert.That(page, Does.Contain("已确认，谢谢。").And.Not.Contain("<button>"));
            Assert.That(again, Does.Contain("已于 ").And.Not.Contain("<button>"));
            Assert.That((await cloud.OutboxAsync(cancellationToken))[0].AcknowledgedAt, Is.Not.Null);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_link_works_after_the_alarm_is_over(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, "--Notify:PublicUrl", "http://roost.example"]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, Li);
        var alarm = cloud.Hot();
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, alarm);
        var link = LinkOf((await mail.ReceiveAsync(_ => true, cancellationToken)).TextBody!);
        await cloud.TellAsync(AlarmChangeKind.Ended, cancellationToken, alarm with { EndedAt = alarm.RaisedAt.AddMinutes(1), End = AlarmEnd.Over });

        using var pressed = await cloud.Http.PostAsync(link, null, cancellationToken);

        Assert.That(await pressed.Content.ReadAsStringAsync(cancellationToken), Does.Contain("已确认，谢谢。"));
    }

    [TestCase("nonsense")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_link_that_was_never_given(string token, CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);

        using var answer = await cloud.Http.PostAsync(new Uri($"/ack/{token}", UriKind.Relative), null, cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Does.Contain("not valid"));
    }

    [Test]
    public void A_token_is_read_by_its_key_alone_and_not_when_any_character_is_another() =>
        Gen.Select(Gen.Guid, Gen.String[Gen.Char.AlphaNumeric, 1, 64], Gen.Int[0, 200], Gen.Int[1, 63]).Sample((id, person, position, shift) =>
        {
            const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            var key = Enumerable.Range(0, 32).Select(item => (byte)item).ToArray();
            var token = new AcknowledgeToken(id, person, DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
            var text = token.Sign(key);
            var at = position % (text.Length - 1);
            var forged = text[..at] + Letters[(Letters.IndexOf(text[at], StringComparison.Ordinal) + shift) % 64] + text[(at + 1)..];
            return AcknowledgeToken.TryRead(text, key, out var read) && read == token
                && !AcknowledgeToken.TryRead(text, new byte[32], out _) && !AcknowledgeToken.TryRead(forged, key, out _);
        });

    [Test, CancelAfter(60_000), Platform("Linux")]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task The_key_is_made_once_and_nobody_else_may_read_it(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "link-key");
        await using (await TestCloud.StartAsync(cancellationToken, storeDirectory: folder.Path))
        {
            Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        var first = await File.ReadAllBytesAsync(path, cancellationToken);
        await using (await TestCloud.StartAsync(cancellationToken, storeDirectory: folder.Path))
        {
            Assert.That(await File.ReadAllBytesAsync(path, cancellationToken), Is.EqualTo(first).And.Length.EqualTo(32));
        }
    }

    private static Uri LinkOf(string text) => new(Link().Match(text).Value, UriKind.Relative);

    [GeneratedRegex(@"/ack/[A-Za-z0-9\-_]+")]
    private static partial Regex Link();
}
