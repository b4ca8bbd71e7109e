using Microsoft.Extensions.Logging;
using Roost.Edge.Spool;

namespace Roost.Edge.Drivers.ControllerLog;

/// <summary>
/// Imports one controller's log, oldest line first, and goes on when lines are added. Every line is imported exactly once, whatever
/// stops the agent in between: the position in the file is written to the spool in the same record as the readings before it.
/// </summary>
internal sealed partial class ControllerLogWorker(
    ControllerLogOptions options,
    DiskSpool spool,
    TimeProvider clock,
    ILogger<ControllerLogWorker> logger)
{
    /// <summary>How often the file is looked at for new lines; an unfinished last line that rests for as long counts as finished.</summary>
    public static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(2);

    private const int MostLinesNamed = 100;
    private const int PiecesInAnFsync = 16;

    private long imported;
    private long refused;
    private string? trouble;

    /// <summary>Imports until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            long? restingLength = null;
            while (true)
            {
                restingLength = await ImportAsync(restingLength, cancellationToken);
                await Task.Delay(FollowEvery, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    /// <summary>Imports what is there; returns the file's length, so that the next call sees whether its last line rests.</summary>
    private async Task<long?> ImportAsync(long? restingLength, CancellationToken cancellationToken)
    {
        try
        {
            using var handle = File.OpenHandle(options.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(handle);
            var position = spool.PositionOf(options.Source) ?? new(options.Source, 0, 0);
            if (length < position.Offset)
            {
                NoteTrouble("It is shorter than what was imported from it; a log that was started anew must get a new name.");
                return null;
            }

            NoteTrouble(null);
            await ImportAsync(new(handle, clock), position, takeUnfinished: length == restingLength, cancellationToken);
            return length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Also a spool that takes nothing now: what was not taken is read again from the position that the spool knows.
            NoteTrouble(exception.Message);
            return null;
        }
    }

    private async Task ImportAsync(ControllerLogReader reader, SourcePosition position, bool takeUnfinished, CancellationToken cancellationToken)
    {
        var importedBefore = imported;
        while (true)
        {
            while (spool.IsHalfFull)
            {
                await Task.Delay(FollowEvery, clock, cancellationToken);
            }

            var pieces = NextPieces(reader, position, takeUnfinished);
            if (pieces.Count == 0)
            {
                break;
            }

            await spool.AppendAllAsync(
                [.. pieces.Select(piece => new SpoolEntry(options.Coop, BatchKind.Backlog, piece.Readings, piece.Position))], cancellationToken);
            position = pieces[^1].Position;
            imported += pieces.Sum(piece => piece.Readings.Count);
            Name(pieces.SelectMany(piece => piece.Refused));
        }

        if (imported > importedBefore)
        {
            LogImported(options.File, imported - importedBefore, position.Line, refused);
        }
    }

    private static List<LogPiece> NextPieces(ControllerLogReader reader, SourcePosition position, bool takeUnfinished)
    {
        var pieces = new List<LogPiece>(PiecesInAnFsync);
        while (pieces.Count < PiecesInAnFsync && reader.Next(position, takeUnfinished) is var piece && piece.Position != position)
        {
            pieces.Add(piece);
            position = piece.Position;
        }

        return pieces;
    }

    private void Name(IEnumerable<RefusedLine> lines)
    {
        foreach (var line in lines)
        {
            AgentMeter.LogLinesRefused.Add(1);
            if (++refused <= MostLinesNamed)
            {
                LogRefused(options.File, line.Line, line.Problem);
            }
        }
    }

    private void NoteTrouble(string? reason)
    {
        if (reason is not null && reason != trouble)
        {
            LogTrouble(options.File, reason);
        }

        trouble = reason;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Readings} readings were imported from {File}, which is read up to line {Line}; {Refused} lines were refused since the start")]
    private partial void LogImported(string file, long readings, long line, long refused);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File}: line {Line} {Problem}; it is left out")]
    private partial void LogRefused(string file, long line, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The controller's log {File} can't be imported now: {Reason}")]
    private partial void LogTrouble(string file, string reason);
}
