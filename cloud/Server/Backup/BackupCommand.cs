using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;
using Roost.Cloud.Store.DuckDb;

namespace Roost.Cloud.Backup;

/// <summary>
/// <c>backup DIR</c> and <c>restore DIR</c>, with the service's own settings after them. A backup is taken by the running service, or, where
/// none runs, by this process.
/// </summary>
internal static class BackupCommand
{
    /// <summary>Whether the arguments are such a command.</summary>
    public static bool Is(string[] args) => args is ["backup" or "restore", ..];

    /// <summary>Runs it; returns the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (args is not [var verb, var folder, ..] || folder.StartsWith('-'))
        {
            await errors.WriteLineAsync($"Usage: {args[0]} DIR [--Store:Directory DIR …]");
            return 2;
        }

        try
        {
            await using var app = CloudService.Build(args[2..]);
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            var store = app.Services.GetRequiredService<IOptions<StoreOptions>>().Value;
            folder = Path.GetFullPath(folder);
            await output.WriteLineAsync(verb == "backup"
                ? await BackUpAsync(folder, store, app.Services, cancellationToken)
                : await DataRestore.RunAsync(folder, store, app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value, cancellationToken));
            return 0;
        }
        catch (Exception exception) when (exception is BackupException or StoreException or StartupException or OptionsValidationException)
        {
            await errors.WriteLineAsync(exception is OptionsValidationException invalid ? string.Join(Environment.NewLine, invalid.Failures) : exception.Message);
            return 2;
        }
    }

    private static async Task<string> BackUpAsync(string folder, StoreOptions options, IServiceProvider services, CancellationToken cancellationToken)
    {
        var directory = options.Directory;
        if (options.KindValue == StoreKind.DuckDb && !File.Exists(Path.Combine(directory, DuckDbFile.Name)))
        {
            throw new BackupException($"There is no store in \"{Path.GetFullPath(directory)}\"; name the service's data folder with --Store:Directory.");
        }

        if (await AskAsync(folder, directory, cancellationToken) is { } answer)
        {
            return answer;
        }

        if (options.KindValue == StoreKind.Influx)
        {
            return await services.GetRequiredService<DataBackup>().TakeAsync(folder, cancellationToken);
        }

        var store = services.GetRequiredService<DuckDbTelemetryStore>();
        await store.StartAsync(cancellationToken);
        try
        {
            return await services.GetRequiredService<DataBackup>().TakeAsync(folder, cancellationToken);
        }
        finally
        {
            await store.StopAsync(cancellationToken);
        }
    }

    /// <summary>What the running service answers; null where none runs.</summary>
    private static async Task<string?> AskAsync(string folder, string directory, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (BackupSocket.Of(directory) is not { } endPoint)
            {
                return null;
            }

            await socket.ConnectAsync(endPoint, cancellationToken);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
        {
            return null;
        }
        catch (SocketException exception)
        {
            throw new BackupException($"The service's socket in \"{directory}\" can't be reached ({exception.Message}); run this as the service's account.", exception);
        }

        await using var stream = new NetworkStream(socket);
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        using var reader = new StreamReader(stream, leaveOpen: true);
        await writer.WriteLineAsync(folder.AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
        var answer = await reader.ReadLineAsync(cancellationToken) ?? "failed The service ended before the backup was whole; start it and take another.";
        return answer.StartsWith(BackupSocket.Done, StringComparison.Ordinal) ? answer[BackupSocket.Done.Length..] : throw new BackupException(answer[(answer.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }
}
