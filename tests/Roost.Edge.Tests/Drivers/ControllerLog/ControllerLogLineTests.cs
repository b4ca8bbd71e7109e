using Roost.Domain.Readings;
using Roost.Edge.Drivers.ControllerLog;

namespace Roost.Edge.Tests.Drivers.ControllerLog;

internal sealed class ControllerLogLineTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase("2026-03-01T06:00:00Z,temperature,front,21.5")]
    [TestCase("2026-03-01T06:00:00,temperature,front,21.5", Description = "without a zone it is UTC")]
    [TestCase("2026-03-01T14:00:00+08:00, temperature , front , 21.5")]
    [TestCase("2026-03-01T06:00:00.000Z,temperature,front,2.15e1")]
    public void A_line_is_a_reading(string line)
    {
        Assert.That(ControllerLogLine.TryParse(line, Now, out var reading, out _), Is.True);
        Assert.That(reading, Is.EqualTo(new Reading(Quantity.Temperature, "front", Now.AddHours(-6), 21.5, Quality.Good)));
    }

    [Test]
    public void A_value_that_no_house_can_have_is_uncertain()
    {
        Assert.That(ControllerLogLine.TryParse("2026-03-01T06:00:00Z,temperature,front,850", Now, out var reading, out _), Is.True);
        Assert.That((reading.Quality, reading.Value), Is.EqualTo((Quality.Uncertain, 850.0)));
    }

    [TestCase("2026-03-01T06:00:00Z,temperature,front", "does not have the four fields time, quantity, place and value")]
    [TestCase("2026-03-01T06:00:00Z,temperature,front,21.5,C", "does not have the four fields time, quantity, place and value")]
    [TestCase("01.03.2026 06:00,temperature,front,21.5", "has no time such as 2026-03-01T06:00:00Z")]
    [TestCase("2026-03-01T12:00:01Z,temperature,front,21.5", "lies in the future of the agent's clock")]
    [TestCase("2026-03-01T06:00:00Z,warmth,front,21.5", "names a quantity that Roost does not know")]
    [TestCase("2026-03-01T06:00:00Z,temperature,front/left,21.5", "names a place that is no valid name")]
    [TestCase("2026-03-01T06:00:00Z,temperature,front,", "has no number as its value")]
    [TestCase("2026-03-01T06:00:00Z,temperature,front,NaN", "has no number as its value")]
    public void Rejects_a_line_with_a_reason(string line, string expected)
    {
        Assert.That(ControllerLogLine.TryParse(line, Now, out _, out var problem), Is.False);
        Assert.That(problem, Is.EqualTo(expected));
    }
}
