using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Roost.Cloud.Store;

namespace Roost.Cloud.Backup;

/// <summary>
/// Takes requests for a backup from <c>roost backup</c> on the same machine, by a socket in the data folder: whoever may write there may ask.
/// A request is a line with the target folder, the answer a line that begins with "done " or "failed ".
/// </summary>
internal sealed partial class BackupSocket(DataBackup backup, IOptions<StoreOptions> options, ILogger<BackupSocket> logger) : BackgroundService
{
    public const string FileName = "backup.sock";
    public const string Done = "done ";
    private const string Failed = "failed ";

    /// <summary>Where the socket of a data folder is; null where its path is longer than a system allows.</summary>
    public static UnixDomainSocketEndPoint? Of(string directory)
    {
        var path = Path.Combine(Path.GetFullPath(directory), FileName);
        return Encoding.UTF8.GetByteCount(path) <= 100 ? new(path) : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Of(options.Value.Directory) is not { } endPoint)
        {
            LogTooLong(options.Value.Directory);
            return;
        }

        var path = endPoint.ToString()!;
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // One that a killed process left: the folder's lock says that nobody else is here.
            File.Delete(path);
            listener.Bind(endPoint);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            listener.Listen(4);
            while (true)
            {
                using var client = await listener.AcceptAsync(stoppingToken);
                await AnswerAsync(client, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            LogNoSocket(exception, path);
        }
    }

    private async Task AnswerAsync(Socket client, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new NetworkStream(client);
            using var reader = new StreamReader(stream, leaveOpen: true);
            await using var writer = new StreamWriter(stream, leaveOpen: true);
            if (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } folder)
            {
                await writer.WriteLineAsync((await TakeAsync(folder, cancellationToken)).AsMemory(), cancellationToken);
            }
        }
        catch (IOException exception)
        {
            // Whoever asked is gone; the log has how it went.
            LogNobodyListens(exception);
        }
    }

    private async Task<string> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var sentence = await backup.TakeAsync(folder, cancellationToken);
            LogTaken(folder);
            return Done + sentence;
        }
        catch (Exception exception) when (exception is BackupException or StoreException)
        {
            LogFailed(exception, folder);
            return Failed + exception.Message.ReplaceLineEndings(" ");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A backup was taken to {Folder}.")]
    private partial void LogTaken(string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup to {Folder} failed.")]
    private partial void LogFailed(Exception exception, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Who asked for a backup did not wait for the answer.")]
    private partial void LogNobodyListens(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Backups while the service runs are not possible: the path {Directory} is too long for a socket in it.")]
    private partial void LogTooLong(string directory);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Backups while the service runs are not possible: the socket {Path} can't be used.")]
    private partial void LogNoSocket(Exception exception, string path);
}
