using CsCheck;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;

namespace Roost.Alarms.Tests.LifeCycle;

internal sealed class HouseNoticeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void What_is_written_is_read() =>
        Gen.Select(Gen.Enum<HouseUse>().Array[0, 5], Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String, Gen.Int[0, 100_000]).Array[0, 5]).Sample((uses, shelved) =>
        {
            HouseNotice notice = new(
                "鸡舍-1",
                [.. uses.Select((use, index) => new HouseUseSince(Noon.AddHours(index), use))],
                [.. shelved.Select(each => new ShelvedPoint(each.Item1, each.Item2, Noon.AddSeconds(each.Item3)))]);
            var read = HouseNotice.Parse(notice.ToString())!;
            return read.Coop == notice.Coop && read.Uses.SequenceEqual(notice.Uses) && read.Shelved.SequenceEqual(notice.Shelved);
        });

    [TestCase("")]
    [TestCase("null")]
    [TestCase("all houses are empty")]
    [TestCase("""{"coop":"","uses":[],"shelved":[]}""")]
    [TestCase("""{"coop":"coop-1","shelved":[]}""")]
    [TestCase("""{"coop":"coop-1","uses":[{"from":"2026-03-01T12:00:00Z","use":"party"}],"shelved":[]}""")]
    [TestCase("""{"coop":"coop-1","uses":[{"from":"2026-03-01T12:00:00Z","use":"empty"},{"from":"2026-03-01T11:00:00Z","use":"birds"}],"shelved":[]}""")]
    [TestCase("""{"coop":"coop-1","uses":[],"shelved":[{"rule":"too-hot","until":"2026-03-01T12:00:00Z"}]}""")]
    public void Rejects_what_is_no_notice(string text) => Assert.That(HouseNotice.Parse(text), Is.Null);
}
