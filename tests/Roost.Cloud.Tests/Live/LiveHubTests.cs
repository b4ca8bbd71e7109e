using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Tests.Live;

internal sealed class LiveHubTests
{
    private const string Coop = "coop-1";
    private TestCloud cloud = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        cloud = await TestCloud.StartAsync(limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await cloud.DisposeAsync();

    [Test, CancelAfter(60_000)]
    public async Task Deltas_are_numbered_without_holes_and_at_most_two_a_second(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-pace", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await cloud.CoopAsync("farm-pace", Coop, found => found.Online, cancellationToken);
        await using var screen = await cloud.OpenScreenAsync(cancellationToken);
        var begun = TimeProvider.System.GetTimestamp();
        var snapshot = await screen.SubscribeToCoopAsync("farm-pace", Coop, cancellationToken);
        var sending = SendAsync(agent, batches: 200, cancellationToken);

        var (number, count) = (snapshot.Number, 0);
        CoopDelta delta;
        do
        {
            delta = await screen.NextAsync(cancellationToken);
            if (delta.Number > snapshot.Number)
            {
                count++;
                Assert.That(delta.Number, Is.EqualTo(++number));
            }
        }
        while (delta.Latest is not [{ Reading.Value: 200 }]);

        await sending;
        var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        Assert.That(count, Is.LessThanOrEqualTo((2 * seconds) + 1));
    }

    [Test, CancelAfter(60_000)]
    public async Task Whenever_a_screen_subscribes_snapshot_and_deltas_leave_no_hole(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-race", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await cloud.CoopAsync("farm-race", Coop, found => found.Online, cancellationToken);
        using var sendingStops = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(agent, batches: int.MaxValue, sendingStops.Token);

        await using var screen = await cloud.OpenScreenAsync(cancellationToken);
        for (var round = 0; round < 8; round++)
        {
            var number = (await screen.SubscribeToCoopAsync("farm-race", Coop, cancellationToken)).Number;
            for (var fresh = 0; fresh < 2;)
            {
                var delta = await screen.NextAsync(cancellationToken);
                if (delta.Number > number)
                {
                    Assert.That(delta.Number, Is.EqualTo(++number), $"round {round}");
                    fresh++;
                }
            }
        }

        await sendingStops.CancelAsync();
        await sending;
    }

    [Test, CancelAfter(60_000)]
    public async Task A_farms_screen_sees_all_its_coops_and_no_other_farms(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-wall", "agent-1", cancellationToken);
        await using var other = await cloud.ConnectAsync("farm-other", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await agent.BirthAsync("coop-2");
        await other.BirthWithTemperatureAsync(Coop);
        await cloud.CoopAsync("farm-wall", "coop-2", found => found.Online, cancellationToken);
        await cloud.CoopAsync("farm-other", Coop, found => found.Online, cancellationToken);
        await using var screen = await cloud.OpenScreenAsync(cancellationToken);
        var snapshot = await screen.SubscribeToFarmAsync("farm-wall", cancellationToken);

        await other.DataAsync(Coop, 1, TestAgent.Now, 1);
        await other.AckedAsync(1, cancellationToken);
        await agent.DeathAsync("coop-2");
        CoopDelta delta;
        do
        {
            delta = await screen.NextAsync(cancellationToken);
            Assert.That(delta.Farm, Is.EqualTo("farm-wall"));
        }
        while (delta.Coop != "coop-2" || delta.Online);

        Assert.That(snapshot.Coops.Select(coop => coop.Coop), Is.EqualTo(new[] { Coop, "coop-2" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_new_subscription_replaces_the_old(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-switch", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await agent.BirthAsync("coop-2");
        await cloud.CoopAsync("farm-switch", "coop-2", found => found.Online, cancellationToken);
        await cloud.CoopAsync("farm-switch", Coop, found => found.Online, cancellationToken);
        await using var screen = await cloud.OpenScreenAsync(cancellationToken);
        await screen.SubscribeToCoopAsync("farm-switch", Coop, cancellationToken);
        var second = await screen.SubscribeToCoopAsync("farm-switch", "coop-2", cancellationToken);

        await agent.DataAsync(Coop, 1, TestAgent.Now, 1);
        await cloud.CoopAsync("farm-switch", Coop, found => found.Latest.Count == 1, cancellationToken);
        await agent.DeathAsync("coop-2");
        CoopDelta delta;
        do
        {
            delta = await screen.NextAsync(cancellationToken);
            Assert.That(delta.Latest, Is.Empty, "the first coop's reading is not for this screen any more");
        }
        while (delta.Number <= second.Number || delta.Online);
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_a_subscription_to_what_there_is_not(CancellationToken cancellationToken)
    {
        await using var screen = await cloud.OpenScreenAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(async () => await screen.SubscribeToFarmAsync("no-farm", cancellationToken), Refuses("There is no farm \"no-farm\"."));
            Assert.That(async () => await screen.SubscribeToCoopAsync("demo-farm", "none", cancellationToken), Refuses("has no coop \"none\"."));
            Assert.That(async () => await screen.SubscribeToFarmAsync("../x", cancellationToken), Refuses("The farm's name is not valid"));
            Assert.That(async () => await screen.SubscribeToCoopAsync("demo-farm", "", cancellationToken), Refuses("The coop's name is not valid"));
        }

        static NUnit.Framework.Constraints.IResolveConstraint Refuses(string sentence) =>
            Throws.InstanceOf<HubException>().With.Message.Contains(sentence);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_socket_is_compressed_where_the_client_can(CancellationToken cancellationToken)
    {
        var address = new UriBuilder(cloud.Http.BaseAddress!) { Scheme = "ws", Path = "/live" }.Uri;
        async Task<IEnumerable<string>> ExtensionsAsync(WebSocketDeflateOptions? deflate)
        {
            using var socket = new ClientWebSocket();
            (socket.Options.DangerousDeflateOptions, socket.Options.CollectHttpResponseDetails) = (deflate, true);
            await socket.ConnectAsync(address, cancellationToken);
            return socket.HttpResponseHeaders!.TryGetValue("Sec-WebSocket-Extensions", out var extensions) ? extensions : [];
        }

        Assert.That(await ExtensionsAsync(new()), Has.One.StartsWith("permessage-deflate"));
        Assert.That(await ExtensionsAsync(null), Is.Empty);
    }

    private static async Task SendAsync(TestAgent agent, int batches, CancellationToken cancellationToken)
    {
        var start = TestAgent.Now.AddMinutes(-10);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        for (var batch = 1; batch <= batches && !cancellationToken.IsCancellationRequested; batch++)
        {
            await agent.DataAsync(Coop, (ulong)batch, start.AddMilliseconds(batch), batch);
            try
            {
                await pace.WaitForNextTickAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
