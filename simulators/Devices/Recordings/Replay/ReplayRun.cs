using System.Globalization;
using System.Security.Cryptography;
using Roost.Sparkplug;

namespace Roost.Simulators.Recordings.Replay;

/// <summary>
/// Sends batches as a Roost agent does: born while the host is there, everything unacknowledged again after each loss, and done only when the host has
/// acknowledged all. The agent's name is a fresh one, so that its batch numbers, which begin at 1, are new to every cloud.
/// </summary>
/// <param name="broker">Where to.</param>
/// <param name="farm">As which farm.</param>
/// <param name="messages">How batches are written.</param>
/// <param name="batches">What is sent.</param>
/// <param name="clock">The cloud's time.</param>
/// <param name="errors">Takes what a waiting person wants to know.</param>
/// <param name="afterBirth">What is to be done once between the first births and the first data; null for nothing.</param>
internal sealed class ReplayRun(
    BrokerAddress broker,
    string farm,
    ReplayMessages messages,
    IEnumerable<(ReplayTimeline Timeline, ReplayBatch Batch)> batches,
    TimeProvider clock,
    TextWriter errors,
    Func<CancellationToken, Task>? afterBirth = null)
{
    private const int MostUnacknowledged = 1_000;
    private const int MostReadingsUnacknowledged = 50_000;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StayToBeJudged = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AckTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(10);

    private readonly Queue<(ulong Number, ReplayTimeline Timeline, ReplayBatch Batch)> unacknowledged = [];
    private readonly IEnumerator<(ReplayTimeline Timeline, ReplayBatch Batch)> source = batches.GetEnumerator();
    private ulong connections;
    private ulong lastNumber;
    private ulong sequence;
    private long readingsUnacknowledged;
    private long progressAt;
    private long reportedAt = TimeProvider.System.GetTimestamp();
    private bool hasNext;
    private bool isPrepared = afterBirth is null;

    /// <summary>What the name of every replay's agent begins with.</summary>
    public const string AgentPrefix = "replay-";

    /// <summary>The agent's name.</summary>
    public string Agent { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{AgentPrefix}{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");

    /// <summary>Readings that the host has acknowledged.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Whether everything that was sent is acknowledged.</summary>
    public bool IsSettled => unacknowledged.Count == 0;

    /// <summary>Sends until all is acknowledged.</summary>
    /// <exception cref="RecordingException">The broker can't be reached at the beginning.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        hasNext = source.MoveNext();
        var pause = ShortestPause;
        while (!IsDone)
        {
            try
            {
                using var connection = await OpenAsync(cancellationToken);
                pause = ShortestPause;
                await RunAsync(connection, cancellationToken);
            }
            catch (Exception problem) when (ReplayConnection.IsLoss(problem, cancellationToken))
            {
                if (connections == 1 && progressAt == 0)
                {
                    throw new RecordingException($"No MQTT broker answers at {broker} ({problem.Message}); give its address with --broker.", problem);
                }
            }

            if (!IsDone)
            {
                await Task.Delay(pause, TimeProvider.System, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    // A cloud that was told rules judges anew, and tells what it finds of an agent that is connected.
    private bool IsDone => !hasNext && IsSettled && (afterBirth is null || TimeProvider.System.GetElapsedTime(progressAt) >= StayToBeJudged);

    private bool HasRoom => unacknowledged.Count < MostUnacknowledged && readingsUnacknowledged < MostReadingsUnacknowledged;

    private async Task<ReplayConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await ReplayConnection.OpenAsync(
            broker, farm, Agent, ReplayMessages.NodeDeath(connections++ % 256, clock.GetUtcNow()), cancellationToken);
        progressAt = TimeProvider.System.GetTimestamp();
        return connection;
    }

    private async Task RunAsync(ReplayConnection connection, CancellationToken cancellationToken)
    {
        var (isOnline, isBorn) = (false, false);
        try
        {
            while (connection.IsOpen && !IsDone)
            {
                var words = connection.Take();
                Acknowledge(words.AckedThrough);
                isOnline = words.IsOnline ?? isOnline;
                isBorn &= isOnline && words.IsOnline != true && !words.WantsBirth && !IsOverdue();
                if (isOnline && !isBorn)
                {
                    await BearAsync(connection, cancellationToken);
                    await PrepareAsync(cancellationToken);
                    isBorn = true;
                }

                if (isBorn)
                {
                    await SendDueAsync(connection, cancellationToken);
                }

                await ReportAsync(isOnline);
                if (!IsDone)
                {
                    await connection.WaitAsync(UntilDue(isBorn), cancellationToken);
                }
            }
        }
        finally
        {
            await LeaveAsync(connection);
        }
    }

    private bool IsOverdue() => unacknowledged.Count > 0 && TimeProvider.System.GetElapsedTime(progressAt) > AckTimeout;

    private TimeSpan UntilDue(bool isBorn)
    {
        if (!isBorn || !hasNext || !HasRoom)
        {
            return Tick;
        }

        var (timeline, batch) = source.Current;
        var due = (timeline.DueAt(batch.Through) - clock.GetUtcNow()) / Domain.Clocks.ScaledClock.SpeedOf(clock);
        return due <= TimeSpan.Zero ? TimeSpan.Zero : due < Tick ? due : Tick;
    }

    private void Acknowledge(ulong? through)
    {
        while (unacknowledged.TryPeek(out var first) && first.Number <= through)
        {
            unacknowledged.Dequeue();
            readingsUnacknowledged -= first.Batch.Readings.Count;
            Acknowledged += first.Batch.Readings.Count;
            progressAt = TimeProvider.System.GetTimestamp();
        }
    }

    private async Task BearAsync(ReplayConnection connection, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var oldest = unacknowledged.TryPeek(out var first) ? first.Number : lastNumber + 1;
        sequence = 0;
        await connection.SendAsync(
            MessageKind.NodeBirth, null, ReplayMessages.NodeBirth((connections - 1) % 256, oldest, now, sequence++), cancellationToken);
        foreach (var coop in messages.Coops)
        {
            await connection.SendAsync(MessageKind.DeviceBirth, coop, messages.DeviceBirth(coop, now, sequence++ % 256), cancellationToken);
        }

        // The host may know nothing of this agent: what it did not acknowledge goes again.
        progressAt = TimeProvider.System.GetTimestamp();
        foreach (var (number, timeline, batch) in unacknowledged)
        {
            await SendAsync(connection, number, timeline, batch, cancellationToken);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!isPrepared)
        {
            await afterBirth!(cancellationToken);
            isPrepared = true;
        }
    }

    private async Task SendDueAsync(ReplayConnection connection, CancellationToken cancellationToken)
    {
        while (hasNext && HasRoom && source.Current is var (timeline, batch) && timeline.DueAt(batch.Through) <= clock.GetUtcNow())
        {
            if (unacknowledged.Count == 0)
            {
                progressAt = TimeProvider.System.GetTimestamp();
            }

            unacknowledged.Enqueue((++lastNumber, timeline, batch));
            readingsUnacknowledged += batch.Readings.Count;
            hasNext = source.MoveNext();
            await SendAsync(connection, lastNumber, timeline, batch, cancellationToken);
        }
    }

    private Task SendAsync(ReplayConnection connection, ulong number, ReplayTimeline timeline, ReplayBatch batch, CancellationToken cancellationToken) =>
        connection.SendAsync(
            MessageKind.DeviceData, batch.Coop, messages.DeviceData(number, batch, timeline, clock.GetUtcNow(), sequence++ % 256), cancellationToken);

    private async Task ReportAsync(bool isOnline)
    {
        if (TimeProvider.System.GetElapsedTime(reportedAt) >= BetweenReports)
        {
            reportedAt = TimeProvider.System.GetTimestamp();
            await errors.WriteLineAsync(
                isOnline
                    ? string.Create(CultureInfo.InvariantCulture, $"{Acknowledged:N0} readings are acknowledged, {readingsUnacknowledged:N0} on their way.")
                    : $"No cloud says on the broker at {broker} that it is there; waiting for it.");
        }
    }

    private async Task LeaveAsync(ReplayConnection connection)
    {
        if (!connection.IsOpen)
        {
            return;
        }

        using var limit = new CancellationTokenSource(FarewellLimit);
        try
        {
            // Who is stopped still hears what is already stored.
            var began = TimeProvider.System.GetTimestamp();
            while (!IsSettled && connection.IsOpen && TimeProvider.System.GetElapsedTime(began) < FarewellLimit / 2)
            {
                await connection.WaitAsync(FarewellLimit / 10, limit.Token);
                Acknowledge(connection.Take().AckedThrough);
            }

            await connection.SendAsync(
                MessageKind.NodeDeath, null, ReplayMessages.NodeDeath((connections - 1) % 256, clock.GetUtcNow()), limit.Token);
            await connection.CloseAsync();
        }
        catch (Exception problem) when (ReplayConnection.IsLoss(problem, CancellationToken.None))
        {
            // The connection ended by itself; the broker sends the will in our stead.
        }
    }
}
