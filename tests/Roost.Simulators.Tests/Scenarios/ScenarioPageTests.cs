using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Scenarios;

internal sealed class ScenarioPageTests
{
    [TestCaseSource(typeof(ScenarioLibrary), nameof(ScenarioLibrary.Names))]
    public void A_page_says_what_happens_and_draws_numbers_only(string name)
    {
        var scenario = ScenarioLibrary.Find(name);
        var trace = ScenarioTrace.Play(scenario, CancellationToken.None);
        var page = ScenarioPage.Write(trace);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain(scenario.Title["zh-CN"]));
            foreach (var each in scenario.Events)
            {
                Assert.That(page, Does.Contain(each.What));
                Assert.That(each.Expected.Concat(each.Late).Select(alarm => ScenarioAlarms.WordOf(alarm.Alarm)).Where(word => !page.Contains(word, StringComparison.Ordinal)), Is.Empty);
            }

            Assert.That(string.Concat(page.Split("data:image/jpeg;base64,").Select((part, index) => index == 0 ? part : part[part.IndexOf('"', StringComparison.Ordinal)..])), Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("∞"));
            Assert.That(page.Split("<svg").Skip(1).Where(chart => !chart.Contains("<path", StringComparison.Ordinal) && !chart.Contains("<polyline", StringComparison.Ordinal)), Is.Empty, "a chart without a line");
        }
    }

    [Test]
    public void What_a_troubled_sensor_shows_is_drawn_beside_the_truth() => Assert.That(
        ScenarioPanels.Of(ScenarioTrace.Play(ScenarioLibrary.Find("sensors-swapped"), CancellationToken.None)).First().Lines.Select(line => line.Key),
        Is.EqualTo(new[] { "front", "middle", "rear", "outside" }));

    [Test]
    public void A_troubled_cameras_pictures_and_figures_are_on_the_page()
    {
        var trace = ScenarioTrace.Play(ScenarioLibrary.Find("camera-dark"), CancellationToken.None);
        var begins = trace.Scenario.Events[0].Event.From;
        var brightness = ScenarioPanels.Of(trace).First().Lines[0].Values;
        double At(DateTimeOffset when) => brightness[trace.Points.Index().First(each => each.Item.Time >= when).Index];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(At(begins.AddHours(1)), Is.LessThan(At(begins.AddHours(-1)) / 4));
            Assert.That(trace.Pictures.Select(picture => picture.Time < begins), Is.EqualTo(new[] { true, false }));
            Assert.That(ScenarioPage.Write(trace).Split("data:image/jpeg").Length - 1, Is.EqualTo(2));
        }
    }

    [Test]
    public void The_same_seed_is_the_same_page_and_another_is_not()
    {
        var scenario = ScenarioLibrary.Find("fan-failure-one");
        var page = PageOf(scenario);

        Assert.That(PageOf(ScenarioLibrary.Find("fan-failure-one")), Is.EqualTo(page));
        Assert.That(PageOf(scenario.With(seed: 77)), Is.Not.EqualTo(page));
    }

    private static string PageOf(Scenario scenario) => ScenarioPage.Write(ScenarioTrace.Play(scenario, CancellationToken.None));
}
