using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Roost.Cloud.Store;

namespace Roost.Cloud.Tests.Store;

[CancelAfter(20_000)]
internal sealed class StoreWriterTests
{
    private readonly FakeTimeProvider clock = new();

    [Test]
    public async Task A_failing_store_acknowledges_nothing_and_stores_the_batches_once_it_can(CancellationToken cancellationToken)
    {
        var target = new FakeTarget { Fault = new IOException("No space left on device.") };
        using var writer = new StoreWriter(target, clock, NullLogger.Instance);
        var acknowledged = new List<ulong>();
        writer.Watch(progress => acknowledged.Add(progress.CommittedThrough));
        var running = writer.RunAsync();

        await writer.WriteAsync(Batch(1), cancellationToken);
        await target.Attempts.ReadAsync(cancellationToken);
        await AdvanceUntilAsync(() => target.Attempts.TryRead(out _), cancellationToken);
        var whileFailing = (writer.State, Acknowledged: acknowledged.Count, Stored: target.Stored.Count);
        target.Fault = null;
        await AdvanceUntilAsync(() => target.Stored.Count == 1, cancellationToken);
        writer.Close();
        await running;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(whileFailing.State, Is.TypeOf<StoreState.Failing>().With.Property("Reason").EqualTo("No space left on device."));
            Assert.That((whileFailing.Acknowledged, whileFailing.Stored), Is.EqualTo((0, 0)));
            Assert.That(acknowledged, Is.EqualTo(new[] { 1UL }));
            Assert.That(target.Recoveries, Is.GreaterThan(0));
        }
    }

    [Test]
    public async Task A_batch_that_can_never_be_stored_is_set_aside_and_the_others_of_its_group_are_stored(CancellationToken cancellationToken)
    {
        var target = new FakeTarget { Unstorable = 2 };
        using var writer = new StoreWriter(target, clock, NullLogger.Instance);
        foreach (var number in new ulong[] { 1, 2, 3 })
        {
            await writer.WriteAsync(Batch(number), cancellationToken);
        }

        var flush = new TaskCompletionSource();
        await writer.WriteAsync(new(null, null, flush), cancellationToken);
        var running = writer.RunAsync();
        await flush.Task.WaitAsync(cancellationToken);
        writer.Close();
        await running;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(target.Stored, Is.EqualTo(new ulong[] { 1, 3 }));
            Assert.That(target.Aside, Is.EqualTo(new ulong[] { 2 }));
        }
    }

    [Test]
    public async Task What_waits_in_the_queue_becomes_one_transaction(CancellationToken cancellationToken)
    {
        var target = new FakeTarget();
        using var writer = new StoreWriter(target, clock, NullLogger.Instance);
        for (var number = 1UL; number <= 50; number++)
        {
            await writer.WriteAsync(Batch(number), cancellationToken);
        }

        writer.Close();
        await writer.RunAsync();

        Assert.That((target.Stored.Count, target.Transactions), Is.EqualTo((50, 1)));
    }

    [Test]
    public async Task A_store_that_closes_while_it_fails_ends_and_says_that_nothing_was_stored(CancellationToken cancellationToken)
    {
        var target = new FakeTarget { Fault = new IOException("No space left on device.") };
        using var writer = new StoreWriter(target, clock, NullLogger.Instance);
        var flush = new TaskCompletionSource();
        await writer.WriteAsync(Batch(1), cancellationToken);
        await writer.WriteAsync(new(null, null, flush), cancellationToken);
        var running = writer.RunAsync();
        await target.Attempts.ReadAsync(cancellationToken);
        writer.Close();
        await running.WaitAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => flush.Task, Throws.TypeOf<StoreUnavailableException>());
            Assert.That(async () => await writer.WriteAsync(Batch(2), cancellationToken), Throws.TypeOf<StoreUnavailableException>());
        }
    }

    [Test]
    public async Task An_observer_that_throws_stops_nobody(CancellationToken cancellationToken)
    {
        using var writer = new StoreWriter(new FakeTarget(), clock, NullLogger.Instance);
        var seen = new List<ulong>();
        writer.Watch(_ => throw new InvalidOperationException("An observer's own fault."));
        writer.Watch(progress => seen.Add(progress.CommittedThrough));
        await writer.WriteAsync(Batch(1), cancellationToken);
        writer.Close();
        await writer.RunAsync();

        Assert.That(seen, Is.EqualTo(new[] { 1UL }));
    }

    private static StoreRequest Batch(ulong number) => new(new ReadingBatch("farm", "agent", "coop", number, []));

    private async Task AdvanceUntilAsync(Func<bool> reached, CancellationToken cancellationToken)
    {
        while (!reached())
        {
            cancellationToken.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }
    }

    private sealed class FakeTarget : IGroupCommit
    {
        private readonly Channel<int> attempts = Channel.CreateBounded<int>(
            new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropOldest });

        public volatile Exception? Fault;

        public ChannelReader<int> Attempts => attempts.Reader;

        public ulong? Unstorable { get; init; }

        public List<ulong> Stored { get; } = [];

        public List<ulong> Aside { get; } = [];

        public int Recoveries { get; private set; }

        public int Transactions { get; private set; }

        public ValueTask CommitAsync(IReadOnlyList<StoreRequest> group, ICollection<CommitProgress> progress)
        {
            attempts.Writer.TryWrite(group.Count);
            if (Fault is { } fault)
            {
                throw fault;
            }

            var numbers = group.Select(request => request.Batch?.Number).OfType<ulong>().ToList();
            if (Unstorable is { } unstorable && numbers.Contains(unstorable))
            {
                throw new UnstorableException("Its own fault.", null);
            }

            Transactions++;
            foreach (var number in numbers)
            {
                Stored.Add(number);
                progress.Add(new("farm", "agent", number));
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask RecoverAsync()
        {
            Recoveries++;
            return ValueTask.CompletedTask;
        }

        public ValueTask SetAsideAsync(ReadingBatch batch, string reason, ICollection<CommitProgress> progress)
        {
            Aside.Add(batch.Number ?? 0);
            return ValueTask.CompletedTask;
        }
    }
}
