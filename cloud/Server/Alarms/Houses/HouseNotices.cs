using System.Threading.Channels;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Ingest;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Alarms.Houses;

/// <summary>
/// An acknowledgement counts everywhere: what a house tells becomes part of the alarm, and what is acknowledged or shelved anywhere, and what the house
/// is used for, is told to the house. It is told all of it that lasts, whenever something of it changes and after every birth, so a message that is
/// lost on the way costs nothing but time.
/// </summary>
internal sealed partial class HouseNotices(IGrainFactory grains, NodeCommands commands, RulesInForce rules, ILogger<HouseNotices> logger) : BackgroundService
{
    private const int WaitingHouses = 10_000;

    // Newest uses alone: what a house was used for long ago is no news to it.
    private const int UsesTold = 20;

    // Full: the house hears of it after its next birth or acknowledgement.
    private readonly Channel<(string Farm, string Coop)> houses = Channel.CreateBounded<(string Farm, string Coop)>(
        new BoundedChannelOptions(WaitingHouses) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A house told that somebody there acknowledged an alarm; it is kept when this returns.</summary>
    public Task HearAsync(string farm, AcknowledgementNotice notice, CancellationToken cancellationToken) =>
        grains.GetGrain<IFarmAlarms>(farm).HearAsync(notice, cancellationToken);

    /// <summary>By what a coop's alarms are silent must be told to its house, soon.</summary>
    public void Tell(string farm, string coop) => houses.Writer.TryWrite((farm, coop));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (farm, coop) in houses.Reader.ReadAllAsync(stoppingToken))
            {
                await TellAsync(farm, coop, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; the houses are told again after their next birth.
        }
    }

    private async Task TellAsync(string farm, string coop, CancellationToken cancellationToken)
    {
        try
        {
            if ((await grains.GetGrain<ICoopGrain>(CoopKey.Of(farm, coop)).SnapshotAsync()) is not { Online: true, Agent: { } agent })
            {
                return;
            }

            var open = await grains.GetGrain<IFarmAlarms>(farm).OpenAsync(cancellationToken);
            AcknowledgementNotice[] acknowledged =
            [
                .. from alarm in open.Alarms
                   let said = alarm.Acknowledgement
                   where said is not null && alarm.IsActive && alarm.Id.Coop == coop
                   select new AcknowledgementNotice(alarm.Id, said.By, said.At),
            ];
            ShelvedPoint[] shelved =
            [
                .. from alarm in open.Alarms
                   where alarm.Shelf is not null && alarm.Id.Coop == coop
                   group alarm.Shelf!.Until by (alarm.Id.Rule, alarm.Id.Place) into point
                   select new ShelvedPoint(point.Key.Rule, point.Key.Place, point.Max()),
            ];
            var uses = (await rules.SettingsAsync(farm, coop, cancellationToken)).Uses;
            await commands.TellAsync(farm, agent, new(coop, [.. uses.TakeLast(UsesTold)], shelved), acknowledged, cancellationToken);
        }
#pragma warning disable CA1031 // The edge of a supervised loop: what one house could not be told must not keep the others waiting.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotTold(exception, farm, coop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The house {Farm}/{Coop} could not be told by what its alarms are silent; it is told after its next birth.")]
    private partial void LogNotTold(Exception exception, string farm, string coop);
}
