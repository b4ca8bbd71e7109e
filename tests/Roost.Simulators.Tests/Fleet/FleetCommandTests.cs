using System.CommandLine;
using Roost.Simulators.Fleet;

namespace Roost.Simulators.Tests.Fleet;

[CancelAfter(20_000)]
internal sealed class FleetCommandTests
{
    [TestCase("--broker 127.0.0.1", "--broker takes HOST:PORT with a port from 1 to 65535, such as 127.0.0.1:1883, not \"127.0.0.1\".")]
    [TestCase("--broker a:0", "--broker takes HOST:PORT with a port from 1 to 65535, such as 127.0.0.1:1883, not \"a:0\".")]
    [TestCase("--farm a/b", "--farm takes a name of 1 to 58 letters, digits, spaces, \"-\", \"_\" or \".\", beginning with a letter or digit, not \"a/b\".")]
    [TestCase("--coops 0", "--coops takes a whole number from 1 to 20000, not \"0\".")]
    [TestCase("--every 10", "--every takes a duration from 10ms to 1h, such as 500ms or 10s, not \"10\".")]
    [TestCase("--every 2h", "--every takes a duration from 10ms to 1h, such as 500ms or 10s, not \"2h\".")]
    [TestCase("--for x", "--for takes a duration from 1s to 7d, such as 10s or 5m, not \"x\".")]
    [TestCase("--readings 1001", "--readings takes a whole number from 1 to 1000, not \"1001\".")]
    [TestCase("--speed fast", "--speed takes a number from 0.01 to 100000 or max, not \"fast\".")]
    [TestCase("--agents 5 --coops-per-agent 6", "--agents and --coops-per-agent say the same thing; give one of them.")]
    [TestCase("--seed -1", "--seed takes a whole number from 0 to 18446744073709551615, not \"-1\".")]
    public void Rejects_a_mistake_with_one_sentence(string arguments, string sentence) => Assert.That(
        FleetCommand.Create().Parse(arguments.Split(' ')).Errors.Select(error => error.Message), Is.EqualTo(new[] { sentence }));

    [TestCase("--coops 10000 --every 10s")]
    [TestCase("--speed max --coops-per-agent 3 --json")]
    [TestCase("--speed 60 --for 10m --broker localhost:1884 --farm north --seed 5")]
    [TestCase("--every 0.5s --broker [::1]:1883")]
    public void Accepts_what_is_right(string arguments) => Assert.That(FleetCommand.Create().Parse(arguments.Split(' ')).Errors, Is.Empty);

    [TestCase("--speed 10", "--speed above 1 needs --for: the fleet's clock then begins so early that it stays behind real time to the end.")]
    [TestCase("--coops 5 --agents 6", "--agents is 6, but there are only 5 coops to share; give at most as many agents.")]
    [TestCase("--broker no-such-host.invalid:1883", "--broker names the host \"no-such-host.invalid\", but there is no such host.")]
    public async Task Says_in_one_sentence_what_can_not_be_run(string arguments, string sentence, CancellationToken cancellationToken)
    {
        await using var error = new StringWriter();
        var code = await FleetCommand.Create().Parse(arguments.Split(' ')).InvokeAsync(new InvocationConfiguration { Error = error }, cancellationToken);
        Assert.That((code, error.ToString().Trim()), Is.EqualTo((2, sentence)));
    }

    [Test]
    public async Task Says_in_one_sentence_that_no_broker_is_there(CancellationToken cancellationToken)
    {
        await using var error = new StringWriter();
        await using var output = new StringWriter();
        var code = await FleetCommand.Create().Parse("--broker 127.0.0.1:1 --coops 20 --for 1m".Split(' '))
            .InvokeAsync(new InvocationConfiguration { Error = error, Output = output }, cancellationToken);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error.ToString().Trim(), Does.StartWith("No agent could connect to 127.0.0.1:1 (").And.EndsWith("--broker.").And.Not.Contain('\n'));
    }

    [TestCase(10, 10, 10)]
    [TestCase(10, 3, 10)]
    [TestCase(1_000, 7, 100)]
    [TestCase(20_000, 20_000, 100)]
    public void Every_coop_is_of_one_agent_and_agents_have_about_as_many(int coops, int agents, int mostOfFarm)
    {
        var fleet = FleetNames.Of(Options(coops, agents), mostOfFarm).ToList();
        var most = (coops + agents - 1) / agents;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fleet.SelectMany(agent => agent.Coops).Select(coop => coop.Number), Is.EqualTo(Enumerable.Range(1, coops)));
            Assert.That(fleet.Select(agent => agent.Coops.Count), Is.All.InRange(coops / agents, most));
            Assert.That(fleet.Select(agent => agent.Agent), Is.Unique);
            Assert.That(fleet.GroupBy(agent => agent.Farm).Select(farm => farm.Sum(agent => agent.Coops.Count)), Is.All.AtMost(Math.Max(mostOfFarm, most)));
        }
    }

    private static FleetOptions Options(int coops, int agents) =>
        new("127.0.0.1", 1883, "fleet", coops, agents, TimeSpan.FromSeconds(10), 30, null, 1, 1, false);
}
