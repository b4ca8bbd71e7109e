using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Alarms.Storms;
using Roost.Cloud.Alarms.Rules;

namespace Roost.Cloud.Tests.Alarms.Rules;

internal sealed class ShippedPacksTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void Alarms_of_a_rule_have_one_text_and_storms_one_by_cause()
    {
        AlarmId[] alarms =
        [
            new("former", "coop-1", "front", Start), new("former", "coop-2", "rear", Start),
            new(CausePrecedence.Storm, "", "power", Start), new(CausePrecedence.Storm, "", "link", Start), new(CausePrecedence.Storm, "", "link", Start.AddHours(1)),
        ];

        var texts = new ShippedPacks([]).TextsOf(alarms);

        Assert.That(texts.Select(text => text.Alarm), Is.EqualTo([alarms[0], alarms[2], alarms[3]]));
        Assert.That(texts.Skip(1).Select(text => text.Title), Is.EqualTo([StormText.Of("power", default!).Title, StormText.Of("link", default!).Title]));
    }

    [Test]
    public void A_rule_that_there_is_no_more_is_called_so_in_both_languages() =>
        Assert.That(new ShippedPacks([]).TextOf(new("wet-litter", "coop-1", "front", Start)).Title, Is.EqualTo(new LocalText("Former rule \"wet-litter\"", "旧规则“wet-litter”")));
}
