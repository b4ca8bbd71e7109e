using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Pictures of the past where the cloud keeps them, as if it had run then: a preview on the wire is always of now.</summary>
internal static class KeptStills
{
    public static async Task PutAsync(House house, string coop, string camera, DateTimeOffset takenAt, byte[] jpeg, CancellationToken cancellationToken)
    {
        var store = Path.Combine(house.Folder, "store");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(jpeg));
        var shelf = Directory.CreateDirectory(Path.Combine(store, "stills", sha256[..2])).FullName;
        await File.WriteAllBytesAsync(Path.Combine(shelf, $"{sha256}.jpg"), jpeg, cancellationToken);
        await using var database = new SqliteConnection($"Data Source={Path.Combine(store, "roost.db")};Pooling=False");
        await database.OpenAsync(cancellationToken);
        await using var command = database.CreateCommand();
        command.CommandText = """
            INSERT INTO stills (Farm, Coop, Camera, TakenAt, Sha256, Bytes, IsEvidence) VALUES ('farm', $coop, $camera, $takenAt, $sha256, $bytes, 0)
            """;
        command.Parameters.AddWithValue("$coop", coop);
        command.Parameters.AddWithValue("$camera", camera);
        command.Parameters.AddWithValue("$takenAt", takenAt.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$sha256", sha256);
        command.Parameters.AddWithValue("$bytes", jpeg.Length);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
