using Microsoft.Extensions.Time.Testing;
using Roost.Edge.Configuration;
using Roost.Edge.LocalAlarms;
using Roost.Edge.LocalAlarms.Sirens;
using Roost.Edge.Signals;
using Roost.Edge.Spool;
using Roost.Edge.Tests.Spool;
using Roost.Edge.Tests.Testing;
using static Roost.Edge.Tests.LocalAlarms.AlarmSetup;

namespace Roost.Edge.Tests.LocalAlarms;

/// <summary>The siren without anybody who judges: what is there of it must call people by itself.</summary>
[CancelAfter(60_000)]
internal sealed class SirenServiceTests
{
    private readonly FakeTimeProvider machine = new(Start);
    private readonly TestLog log = new();
    private readonly FakeSiren siren = new();

    [TearDown]
    public void TearDown() => log.Dispose();

    [Test]
    public async Task Judging_that_gives_no_sign_of_life_makes_it_sound_until_somebody_acknowledges_or_it_goes_on(CancellationToken token)
    {
        using var folder = new TestFolder();
        await using var spool = SpoolTesting.Open(folder.Path);
        var (house, service, report) = Make(spool);
        using var disposingService = service;
        using var disposingReport = report;
        await PassAsync(service, HouseAlarms.StandstillLimit - TimeSpan.FromSeconds(1), token);
        Assert.That(siren.Sounds, Is.False);

        await PassAsync(service, TimeSpan.FromSeconds(2), token);
        Assert.That(siren.Sounds, Is.True, "after the limit");
        house.SilenceStandstill();
        await PassAsync(service, TimeSpan.FromSeconds(1), token);
        Assert.That(siren.Sounds, Is.False, "acknowledged");

        house.Beat();
        await PassAsync(service, HouseAlarms.StandstillLimit + TimeSpan.FromSeconds(1), token);
        Assert.That(siren.Sounds, Is.True, "it stood still again");
        house.Beat();
        await PassAsync(service, TimeSpan.FromSeconds(1), token);
        Assert.That(siren.Sounds, Is.False, "it goes on");
        Assert.That(log.Lines, Does.Contain("Judging the houses has given no sign of life for 15 s: the siren sounds"));
    }

    [Test]
    public async Task A_siren_that_does_not_obey_is_logged_once_and_tried_again(CancellationToken token)
    {
        using var folder = new TestFolder();
        await using var spool = SpoolTesting.Open(folder.Path);
        var (_, service, report) = Make(spool);
        using var disposingService = service;
        using var disposingReport = report;
        siren.Fault = "No.";
        await PassAsync(service, TimeSpan.FromSeconds(3), token);
        await PassAsync(service, TimeSpan.FromSeconds(3), token);
        siren.Fault = null;
        await PassAsync(service, TimeSpan.FromSeconds(3), token);

        Assert.That(log.Lines, Is.EqualTo(new[] { "No. It is tried again every 2 s", "The siren obeys again" }));
    }

    private (HouseAlarms House, SirenService Service, SirenReport Report) Make(DiskSpool spool)
    {
        var options = new SirenOptions(TimeSpan.FromMinutes(10), _ => siren);
        var configuration = new AgentConfiguration("f", "a", new("h", 1, null, null), new("s", 1), [], new(options, null));
        var house = new HouseAlarms(configuration, new(machine));
        var report = new SirenReport(configuration, new Reporter(spool, new(), house), machine, new(machine));
        return (house, new(options, house, report, machine, new(machine), log.For<SirenService>()), report);
    }

    private async Task PassAsync(SirenService service, TimeSpan time, CancellationToken token)
    {
        machine.Advance(time);
        await service.LookAsync(siren, token);
    }

    private sealed class FakeSiren : ISiren
    {
        public bool Sounds { get; private set; }

        public string? Fault { get; set; }

        public ValueTask SetAsync(bool sounds, CancellationToken cancellationToken)
        {
            Sounds = sounds;
            return Fault is null ? ValueTask.CompletedTask : throw new SirenUnavailableException(Fault);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
