using System.Runtime.CompilerServices;
using Roost.Alarms.Rules;
using Roost.Configuration;
using Roost.Domain.Readings;
using Roost.Edge.Configuration;
using Roost.Edge.Drivers;
using Roost.Edge.Signals;

namespace Roost.Edge.Tests.Configuration;

internal sealed class ConfigurationReaderTests
{
    private const string Valid = """
        farm: demo-farm
        agent: agent-1
        broker: { host: 127.0.0.1, port: 1884, user: roost, password: secret }
        spool: spool/agent-1
        spool-limit: 500MB
        coops:
          - coop: coop-1
            devices:
              - driver: modbus-tcp
                host: 127.0.0.1
                port: 5020
                unit: 1
                every: 1s
                timeout: 500ms
                readings:
                  - { quantity: temperature, place: front, table: input, address: 0, type: int16, scale: 0.1, offset: 0, deadband: 0.05, report-every: 10s }
                  - { quantity: water, place: line-1, table: holding, address: 10, type: uint32, word-order: little }
              - driver: controller-log
                file: logs/house-1.csv
            cameras:
              - camera: camera-1
                source: video.mp4
                frames-per-second: 4
                loop: true
        """;

    [Test]
    public void Accepts_a_whole_configuration()
    {
        var read = ConfigurationReader.Read(Valid, "/etc/roost");
        var coop = read.Coops.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((read.Farm, read.Agent), Is.EqualTo(("demo-farm", "agent-1")));
            Assert.That(read.Broker, Is.EqualTo(new BrokerOptions("127.0.0.1", 1884, "roost", "secret")));
            Assert.That(read.Spool, Is.EqualTo(new SpoolOptions("/etc/roost/spool/agent-1", 500L << 20)));
            Assert.That(((PolledDeviceOptions)coop.Devices[0]).Series, Is.EqualTo(new SeriesDefinition[]
            {
                new(Quantity.Temperature, "front", 0.05, TimeSpan.FromSeconds(10)),
                new(Quantity.Water, "line-1", 0, SignalRule.DefaultReportEvery),
            }));
            Assert.That(((LogDeviceOptions)coop.Devices[1]).Log.File, Is.EqualTo("/etc/roost/logs/house-1.csv"));
            Assert.That((coop.Cameras[0].Camera, coop.Cameras[0].Source, coop.Cameras[0].Loop), Is.EqualTo(("camera-1", "/etc/roost/video.mp4", true)));
        }
    }

    [Test]
    public void Rejects_with_all_mistakes_at_once()
    {
        const string Text = """
            farm: demo/farm
            broker: { hots: 127.0.0.1, port: 99999 }
            spool: /var/lib/roost
            coops:
              - coop: coop-1
                devices:
                  - driver: modbus-tpc
                  - driver: modbus-tcp
                    host: 10.0.0.1
                    every: often
                    readings:
                      - { quantity: warmth, place: front, address: 0 }
                      - { quantity: temperature, place: front, address: -1, scale: 0 }
                      - { quantity: temperature, place: front, address: 65535, type: int32 }
              - coop: coop-1
            """;
        var refusal = Assert.Throws<SetupException>(() => ConfigurationReader.Read(Text, "/"));
        Assert.That(refusal!.Sentences, Is.EquivalentTo(new[]
        {
            "farm is \"demo/farm\", but it must be a name of 1 to 64 letters, digits, spaces, \"-\", \"_\" or \".\", beginning with a letter or digit.",
            "agent is missing; it must be a name of 1 to 64 letters, digits, spaces, \"-\", \"_\" or \".\", beginning with a letter or digit.",
            "broker.host is missing; it must be a text.",
            "broker.port is \"99999\", but it must be a port from 1 to 65535.",
            "broker.hots is no key that Roost knows here; allowed are host, port, user, password.",
            "coops[0].devices[0].driver is \"modbus-tpc\", but it must be one of modbus-tcp, controller-log.",
            "coops[0].devices[1].every is \"often\", but it must be a duration from 10ms to 1h, such as 500ms or 10s.",
            $"coops[0].devices[1].readings[0].quantity is \"warmth\", but it must be one of {string.Join(", ", QuantityFacts.All.Select(quantity => QuantityFacts.Of(quantity).Name))}.",
            "coops[0].devices[1].readings[1].address is \"-1\", but it must be a whole number from 0 to 65535.",
            "coops[0].devices[1].readings[1].scale is \"0\", but it must be a number other than 0.",
            "coops[0].devices[1].readings[2].address is 65535, but a value of two registers must begin at 65534 or below.",
            "coops[0].devices[1].readings[2] is \"temperature/front\", but coops[0].devices[1].readings[1] is that already; each may stand once in a coop.",
            "coops[1].coop is \"coop-1\", but coops[0].coop is that already; every coop must have its own name.",
            "coops[1] has no devices and no cameras; it must have at least one of them.",
        }));
    }

    [Test]
    public void Accepts_alarms_in_the_house_with_a_coops_own_limits()
    {
        var read = ConfigurationReader.Read(WithAlarms(
            "{ time-zone: Asia/Shanghai, siren: { file: /dev/null, active: low, pulse-after: 5m } }",
            "{ kind: layer, placed-on: 2026-03-01, birds: 900 }",
            "[ { rule: ammonia-high, change: limit, to: 20, why: EU } ]"), "/");
        var rules = read.Coops.Single().Rules!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((rules.Pack.Name, rules.Pack.Version), Is.EqualTo(("layer", 2)));
            Assert.That(((Above)rules.Pack.Rules.Single(rule => rule.Name == "ammonia-high").When).Limit, Is.EqualTo(Curve.Constant(20)));
            Assert.That((rules.Context.Coop, rules.Context.TimeZone.Id), Is.EqualTo(("coop-1", "Asia/Shanghai")));
            Assert.That((rules.Context.PlacedOn, rules.Context.Birds), Is.EqualTo(((DateOnly?)new DateOnly(2026, 3, 1), (int?)900)));
            Assert.That(read.Alarms!.Siren!.PulseAfter, Is.EqualTo(TimeSpan.FromMinutes(5)));
        }
    }

    [Test]
    public void Without_a_flock_a_coop_is_judged_as_the_cloud_judges_it_by_default_and_without_alarms_not_at_all()
    {
        var rules = ConfigurationReader.Read(WithAlarms("{ time-zone: UTC }", null, null), "/").Coops.Single().Rules!;
        Assert.That((rules.Pack.Name, rules.Pack.Version, rules.Context.PlacedOn, rules.Context.Birds), Is.EqualTo(("broiler", 1, (DateOnly?)null, (int?)null)));
        Assert.That(ConfigurationReader.Read(Valid, "/").Coops.Single().Rules, Is.Null);
    }

    [Test]
    public void Rejects_all_mistakes_about_alarms_at_once()
    {
        var refusal = Assert.Throws<SetupException>(() => ConfigurationReader.Read(WithAlarms(
            "{ siren: { command: [beep], file: /dev/null }, acknowledge: { modbus: { host: h, table: input, address: 0 } } }",
            "{ kind: duck, placed-on: yesterday, birds: 0 }",
            "[ { rule: ammonia-hihg, change: limit, to: 20, why: EU }, { rule: mains-power-lost, change: on-delay, to: 30m, why: calm } ]"), "/"));
        Assert.That(refusal!.Sentences, Has.Some.StartsWith("alarms.time-zone is missing; it must be a time zone"));
        Assert.That(refusal.Sentences, Does.Contain(
            "alarms.siren must have one of command (a list of a program and its arguments), file and modbus, and not two of them."));
        Assert.That(refusal.Sentences, Does.Contain("alarms.acknowledge.modbus.table is \"input\", but it must be one of discrete, coil."));
        Assert.That(refusal.Sentences, Does.Contain("coops[0].flock.kind is \"duck\", but it must be one of broiler, layer, slow-growing."));
        Assert.That(refusal.Sentences, Does.Contain("coops[0].flock.placed-on is \"yesterday\", but it must be a date such as 2026-03-01."));
        Assert.That(refusal.Sentences, Does.Contain("coops[0].flock.birds is \"0\", but it must be a whole number from 1."));
        Assert.That(refusal.Sentences, Has.Some.StartsWith("coops[0].rules[0]: The pack \"broiler\" has no rule \"ammonia-hihg\""));
        Assert.That(refusal.Sentences, Has.Some.StartsWith("coops[0].rules can't be used: "));
    }

    [TestCase("", "The configuration is empty or no mapping; it must have the keys farm, agent, broker, spool and coops.")]
    [TestCase("- farm", "The configuration is empty or no mapping; it must have the keys farm, agent, broker, spool and coops.")]
    public void Rejects_what_is_no_mapping(string text, string expected) =>
        Assert.That(Assert.Throws<SetupException>(() => ConfigurationReader.Read(text, "/"))!.Message, Is.EqualTo(expected));

    [TestCase("farm: [")]
    [TestCase("farm: a\nfarm: b")]
    public void Rejects_broken_YAML_with_its_line(string text) => Assert.That(
        Assert.Throws<SetupException>(() => ConfigurationReader.Read(text, "/"))!.Message, Does.Match("^Line \\d+ of the configuration is no valid YAML: "));

    [Test]
    public void Rejects_a_missing_file() => Assert.That(
        Assert.Throws<SetupException>(() => ConfigurationReader.ReadFile("/nowhere/edge.yaml"))!.Message,
        Is.EqualTo("--config: there is no file \"/nowhere/edge.yaml\"."));

    [Test]
    public void The_sample_configuration_is_valid()
    {
        var sample = ConfigurationReader.ReadFile(Path.Combine(Checkout, "deploy", "edge.sample.yaml"));
        Assert.That(sample.Coops, Is.Not.Empty);
    }

    private static string WithAlarms(string alarms, string? flock, string? rules) => $"""
        farm: f
        agent: a
        broker: {"{ host: h }"}
        spool: s
        alarms: {alarms}
        coops:
          - coop: coop-1
            devices: [{"{ driver: controller-log, file: log.csv }"}]
        {(flock is null ? "" : $"    flock: {flock}")}
        {(rules is null ? "" : $"    rules: {rules}")}
        """;

    [Test]
    public void The_configuration_that_the_README_shows_is_valid()
    {
        const string Begin = "```yaml\n# house.yaml\n";
        var readme = File.ReadAllText(Path.Combine(Checkout, "README.md"));
        Assert.That(readme, Does.Contain(Begin));
        var from = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var coop = ConfigurationReader.Read(readme[from..readme.IndexOf("```", from, StringComparison.Ordinal)], "/").Coops.Single();

        Assert.That((((PolledDeviceOptions)coop.Devices.Single()).Series.Count, coop.Cameras.Single().FramesPerSecond), Is.EqualTo((3, 4)));
    }

    private static string Checkout => Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..");

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
