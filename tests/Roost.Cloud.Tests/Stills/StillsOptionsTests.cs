using Roost.Cloud.Stills;

namespace Roost.Cloud.Tests.Stills;

internal sealed class StillsOptionsTests
{
    [Test]
    public void Rejects_every_wrong_setting_at_once()
    {
        var wrong = new StillsOptions { Every = TimeSpan.FromDays(5), Keep = TimeSpan.FromHours(1), KeepEvidence = TimeSpan.FromMinutes(1) };

        Assert.That(new StillsOptions.Validator().Validate(null, wrong).Failures, Is.EqualTo(new[]
        {
            "Stills:Every is 5.00:00:00, but it must be 00:00:00 for none, or 00:00:01 to 1.00:00:00, a second to a day.",
            "Stills:Keep is 0.04 days, but pictures are kept for 1 to 36500 days.",
            "Stills:KeepEvidence is 0 days, but it must be 0 for none, or from Stills:Keep, 0.04 days, to 36500 days.",
        }));
    }

    [Test]
    public void Accepts_what_keeps_nothing_and_what_is_the_default()
    {
        Assert.That(new StillsOptions.Validator().Validate(null, new StillsOptions()).Succeeded, Is.True);
        Assert.That(new StillsOptions.Validator().Validate(null, new() { Every = TimeSpan.Zero, KeepEvidence = TimeSpan.Zero }).Succeeded, Is.True);
    }
}
