using System.Text.Json;
using Roost.Cloud.Api;

namespace Roost.Cloud.Alarms;

/// <summary>How alarms are written in the database: as over the API.</summary>
internal static class AlarmJson
{
    public static JsonSerializerOptions Options { get; } = NewOptions();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException($"The database holds no {typeof(T).Name} where one must be.");

    private static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
