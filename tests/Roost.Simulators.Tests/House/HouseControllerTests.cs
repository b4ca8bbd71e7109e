using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using CsCheck;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Simulators.Coop;
using Roost.Simulators.Demo;
using Roost.Simulators.House;
using Roost.Simulators.Modbus;
using YamlDotNet.RepresentationModel;

namespace Roost.Simulators.Tests.House;

public sealed class HouseControllerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly HousePlan Plan = new(1, 1, new DateOnly(2026, 3, 1), TimeZoneInfo.Utc);

    [Test]
    public void Registers_show_the_figures_of_now()
    {
        var bank = new RegisterBank();
        var controller = new HouseController(bank);
        var coop = new LiveCoop(Plan.Before(Now));
        controller.Show(coop.Measure);
        coop.AdvanceTo(Now, CancellationToken.None);
        controller.Show(coop.Measure);

        using (Assert.EnterMultipleScope())
        {
            foreach (var register in HouseController.Map)
            {
                Assert.That(
                    Decode(bank, register),
                    Is.EqualTo(coop.Measure(register)).Within(0.51 * register.Scale),
                    MetricName.Of(register.Quantity, register.Place));
                Assert.That(register.Held(coop.Measure(register)), Is.EqualTo(Decode(bank, register)).Within(0.001), "the log says what the registers say");
            }
        }
    }

    [Test]
    public void Every_address_belongs_to_one_value_and_every_series_stands_once()
    {
        var addresses = HouseController.Map.SelectMany(register => Enumerable.Range(register.Address, register.Length)).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(addresses, Is.Unique);
            Assert.That(HouseController.Map.Select(register => MetricName.Of(register.Quantity, register.Place)), Is.Unique);
            Assert.That(HouseController.Map.Select(register => register.Type).Distinct().Count(), Is.EqualTo(4), "a map that exercises a driver");
            Assert.That(HouseController.Map, Has.Some.Matches<HouseRegister>(register => register is { Length: 2, WordOrder: WordOrder.Little }));
        }
    }

    [Test]
    public void A_figure_beyond_its_type_stays_at_the_types_end() =>
        Gen.Double[-1e7, 1e7].Sample(value =>
        {
            var register = HouseController.Map[0];
            Span<ushort> words = stackalloc ushort[2];
            register.Encode(value, words);
            return Math.Abs(((short)words[0] * 0.1) - Math.Clamp(value, -3276.8, 3276.7)) < 0.0501;
        });

    [Test]
    public void The_table_in_the_README_is_that_of_the_map()
    {
        var readme = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "simulators", "Devices", "README.md");
        if (!File.Exists(readme))
            Assert.Ignore("The sources are not here, only the build.");

        Assert.That(File.ReadAllText(readme), Does.Contain(HouseMapText.Markdown()));
    }

    [Test]
    public void An_agents_file_is_YAML_that_names_every_value_and_survives_odd_paths()
    {
        var yaml = new AgentFile
        {
            Farm = "demo-farm",
            Agent = "agent-1",
            Coop = "coop-1",
            BrokerPort = 1883,
            DevicePort = 502,
            Spool = "/data: it's #1/spool",
            Log = "/data: it's #1/log.csv",
            Camera = "/clips/- a.mp4",
            Speed = 60,
        }.ToYaml();
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));

        var root = stream.Documents[0].RootNode;
        var device = root["coops"][0]["devices"][0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root["spool"].ToString(), Is.EqualTo("/data: it's #1/spool"));
            Assert.That(device["every"].ToString(), Is.EqualTo("60000ms"), "once in a real second");
            Assert.That(((YamlSequenceNode)device["readings"]).Children, Has.Count.EqualTo(HouseController.Map.Count));
            Assert.That(device["readings"][9]["word-order"].ToString(), Is.EqualTo("little"));
            Assert.That(root["coops"][0]["devices"][1]["file"].ToString(), Is.EqualTo("/data: it's #1/log.csv"));
            Assert.That(root["coops"][0]["cameras"][0]["source"].ToString(), Is.EqualTo("/clips/- a.mp4"));
        }
    }

    [Test]
    public async Task Every_value_is_plausible_through_a_flock_the_empty_week_and_the_next_flock()
    {
        await using var house = new SimulatedHouse(Plan, Now);
        for (var day = 0.0; day < 32; day += 0.37)
        {
            house.AdvanceTo(Now.AddDays(day));
            foreach (var register in HouseController.Map)
            {
                var value = register.Held(house.Measure(register));
                Assert.That(QuantityFacts.Of(register.Quantity).IsPlausible(value), $"{MetricName.Of(register.Quantity, register.Place)} is {value} after {day} days");
            }
        }
    }

    private static double Decode(RegisterBank bank, HouseRegister register)
    {
        Span<ushort> words = stackalloc ushort[register.Length];
        if (register.Table == RegisterTable.Input)
            bank.ReadInput(register.Address, words);
        else
            bank.ReadHolding(register.Address, words);

        if (register.Length == 1)
            return (register.Type == RegisterType.Int16 ? (short)words[0] : words[0]) * register.Scale;

        if (register.WordOrder == WordOrder.Little)
            words.Reverse();
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, words[0]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], words[1]);
        return register.Scale * (register.Type == RegisterType.Float32
            ? BinaryPrimitives.ReadSingleBigEndian(bytes)
            : BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
