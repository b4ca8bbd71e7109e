using System.Reflection;
using DuckDB.NET.Data;

namespace Roost.Simulators.Recordings;

/// <summary>
/// Makes a recording: takes readings in any order, and writes them in the order of time, coop, quantity and place. Until
/// <see cref="FinishAsync"/> the directory holds no manifest and so is no recording.
/// </summary>
internal sealed class RecordingWriter : IDisposable
{
    // Every column takes part in the order, so that equal content gives equal bytes whatever order it came in.
    private const string Sorted = """
        SELECT coop, quantity, place, epoch_ms(taken_at)::TIMESTAMPTZ AS taken_at, value, quality, reason FROM reading
        ORDER BY reading.taken_at, coop, quantity, place, quality, value, reason
        """;

    private readonly string folder;
    private readonly bool isNew;
    private readonly ParquetDatabase database;
    private readonly DuckDBAppender appender;
    private readonly Dictionary<string, long> readingsByCoop = new(StringComparer.Ordinal);
    private readonly List<(string Part, string File, long Count)> files = [];
    private bool isFinished;
    private bool isClosed;

    private RecordingWriter(string folder, bool isNew)
    {
        (this.folder, this.isNew) = (folder, isNew);
        database = new ParquetDatabase(Path.Combine(folder, ".unfinished"));
        database.Execute(
            """
            CREATE TABLE reading (coop VARCHAR NOT NULL, quantity VARCHAR NOT NULL, place VARCHAR NOT NULL, taken_at BIGINT NOT NULL,
                value DOUBLE, quality VARCHAR NOT NULL, reason VARCHAR)
            """);
        appender = database.Connection.CreateAppender("reading");
    }

    /// <summary>How many readings were added.</summary>
    public long Count { get; private set; }

    /// <summary>The earliest time among them; null when there are none.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <summary>The latest time among them.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>Begins a recording in a directory that is empty or not there.</summary>
    /// <exception cref="RecordingException">The directory holds something, or can't be written.</exception>
    public static RecordingWriter Create(string folder)
    {
        try
        {
            var isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            return Directory.EnumerateFileSystemEntries(folder).Any()
                ? throw new RecordingException($"The directory \"{folder}\" holds something already; choose another with --out.")
                : new RecordingWriter(folder, isNew);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException($"The directory \"{folder}\" can't be written ({problem.Message}); choose another with --out.", problem);
        }
    }

    /// <summary>Adds a reading, as the cloud would keep it.</summary>
    public void Add(in RecordedReading reading)
    {
        var normal = reading.Normal();
        var row = appender.CreateRow();
        row.AppendValue(normal.Coop).AppendValue(normal.Quantity).AppendValue(normal.Place).AppendValue(normal.TakenAt.ToUnixTimeMilliseconds());
        row.AppendValue(normal.Value).AppendValue(QualityName.Of(normal.Quality)).AppendValue(normal.Reason).EndRow();
        readingsByCoop[normal.Coop] = readingsByCoop.GetValueOrDefault(normal.Coop) + 1;
        Count++;
        First = normal.TakenAt < First ? normal.TakenAt : First ?? normal.TakenAt;
        Last = normal.TakenAt > Last ? normal.TakenAt : Last ?? normal.TakenAt;
    }

    /// <summary>Adds a file beside the readings; returns the path at which the caller writes it before the end.</summary>
    /// <param name="part">The part that it belongs to.</param>
    /// <param name="file">Its name.</param>
    /// <param name="count">How many entries it has.</param>
    public string AddFile(string part, string file, long count)
    {
        files.Add((part, file, count));
        return Path.Combine(folder, file);
    }

    /// <summary>Writes everything down; after that the directory is a recording.</summary>
    public async Task<Manifest> FinishAsync(
        string farm, string timeZone, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<string> notes, CancellationToken cancellationToken)
    {
        Close();
        var path = AddFile("readings", Recording.ReadingsFile, Count);
        database.Execute($"COPY ({Sorted}) TO {ParquetDatabase.Text(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)");
        List<ManifestPart> parts = [];
        foreach (var (part, file, count) in files.OrderBy(each => Manifest.KnownParts.IndexOf(each.Part)).ThenBy(each => each.File, StringComparer.Ordinal))
        {
            var (bytes, sha256) = await Recording.ChecksumAsync(Path.Combine(folder, file), cancellationToken);
            parts.Add(new(part, file, count, bytes, sha256));
        }

        var manifest = new Manifest(
            Manifest.CurrentFormat,
            typeof(RecordingWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            farm,
            timeZone,
            from,
            to,
            [.. readingsByCoop.OrderBy(coop => coop.Key, StringComparer.Ordinal).Select(coop => new ManifestCoop(coop.Key, coop.Value))],
            parts,
            notes);
        manifest.Write(folder);
        isFinished = true;
        return manifest;
    }

    /// <summary>Takes what was made away again, if it did not become a recording.</summary>
    public void Dispose()
    {
        Close();
        database.Dispose();
        if (!isFinished)
        {
            foreach (var file in files)
            {
                File.Delete(Path.Combine(folder, file.File));
            }

            if (isNew)
            {
                Directory.Delete(folder);
            }
        }
    }

    private void Close()
    {
        if (!isClosed)
        {
            isClosed = true;
            appender.Dispose();
        }
    }
}
