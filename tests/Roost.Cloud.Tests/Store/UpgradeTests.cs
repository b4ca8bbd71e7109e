using DuckDB.NET.Data;

namespace Roost.Cloud.Tests.Store;

/// <summary>A file that an earlier Roost wrote, with the statements that it made its tables with.</summary>
[CancelAfter(60_000)]
internal sealed class UpgradeTests
{
    // 36 readings of the front's temperature, one every five minutes for three hours from OpenStore.Noon on, 20 °C to 55 °C; batches 1 to 36.
    private const string OfVersion1 = """
        CREATE TABLE store (version INTEGER NOT NULL);
        CREATE TABLE series (
            id INTEGER NOT NULL, farm VARCHAR NOT NULL, coop VARCHAR NOT NULL, quantity VARCHAR NOT NULL, place VARCHAR NOT NULL);
        CREATE TABLE reason (id INTEGER NOT NULL, sentence VARCHAR NOT NULL);
        CREATE TABLE reading (
            series INTEGER NOT NULL, taken_at BIGINT NOT NULL, value DOUBLE, quality UTINYINT NOT NULL, reason INTEGER);
        CREATE TABLE agent (id INTEGER NOT NULL, farm VARCHAR NOT NULL, agent VARCHAR NOT NULL);
        CREATE TABLE ledger (agent INTEGER NOT NULL, first UBIGINT NOT NULL, last UBIGINT NOT NULL);
        CREATE TABLE latest (
            series INTEGER NOT NULL, taken_at BIGINT NOT NULL, value DOUBLE, quality UTINYINT NOT NULL, reason INTEGER);
        CREATE TABLE latest_of (readings BIGINT NOT NULL);
        INSERT INTO store VALUES (1);
        INSERT INTO series VALUES (1, 'farm', 'coop', 'temperature', 'front');
        INSERT INTO agent VALUES (1, 'farm', 'agent');
        INSERT INTO reading SELECT 1, 1772366400000 + i * 300000, 20 + i, 1, NULL FROM range(36) numbers(i);
        INSERT INTO latest VALUES (1, 1772366400000 + 20 * 300000, 40, 1, NULL);
        INSERT INTO latest_of VALUES (21);
        INSERT INTO ledger VALUES (1, 1, 20), (1, 15, 36);
        """;

    private string directory = "";

    [SetUp]
    public void MakeDirectory() => directory = Directory.CreateTempSubdirectory("roost-store-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(directory, recursive: true);

    [Test]
    public async Task A_file_of_version_1_keeps_its_readings_gets_its_roll_ups_and_still_knows_its_batches(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        await using var open = await OpenStore.AtAsync(directory, cancellationToken);
        var before = await HoursAsync(open, cancellationToken);
        await open.MendAsync(cancellationToken);

        // Batch 36 comes again, as after a lost acknowledgement; batch 37 is new.
        await open.AppendAsync(cancellationToken, OpenStore.Batch(36, OpenStore.Noon.AddMinutes(175), 55), OpenStore.Batch(37, OpenStore.Noon.AddHours(3), 12));
        await open.ReopenAsync(cancellationToken);

        Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo([.. Enumerable.Range(20, 36).Select(value => (double?)value), 12]));
        Assert.That(before, Is.EqualTo(((double?)25.5, (double?)37.5, (double?)49.5)));
        Assert.That(await HoursAsync(open, cancellationToken), Is.EqualTo(before));
    }

    private static async Task<(double? First, double? Second, double? Third)> HoursAsync(OpenStore open, CancellationToken cancellationToken)
    {
        var hours = await open.Store.SeriesAsync(OpenStore.Query(3, OpenStore.Noon, OpenStore.Noon.AddHours(3)), cancellationToken);
        Assert.That(hours.ResolutionSeconds, Is.EqualTo(3600));
        return (hours.Mean[0], hours.Mean[1], hours.Mean[2]);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var connection = new DuckDBConnection($"Data Source={directory}/telemetry.duckdb");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = OfVersion1;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
