using Microsoft.Extensions.Logging.Abstractions;
using Roost.Cloud.Ingest;

namespace Roost.Cloud.Tests.Ingest;

internal sealed class RejectionsTests
{
    [Test]
    public void A_minutes_refusals_make_one_line_and_none_is_told_twice()
    {
        using var rejections = new Rejections(TimeProvider.System, NullLogger<Rejections>.Instance);
        rejections.Add(Rejection.NotSparkplug, 1000);
        rejections.Add(Rejection.BadName);
        var first = rejections.News();
        var second = rejections.News();
        rejections.Add(Rejection.BadName, 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo("bad-name 1, not-sparkplug 1000"));
            Assert.That(second, Is.Null);
            Assert.That(rejections.News(), Is.EqualTo("bad-name 2"));
            Assert.That(rejections.CountOf(Rejection.BadName), Is.EqualTo(3));
        }
    }
}
