using System.Diagnostics;
using System.Globalization;

namespace Roost.Cloud.Tests.Harness;

/// <summary>A real PostgreSQL server (Debian's) with a cluster of its own, reached by a socket in its folder and by nothing else.</summary>
internal sealed class PostgreSql : IAsyncDisposable
{
    // The server refuses to run as root; Debian's package brings an account for it.
    private const string Account = "postgres";
    private static readonly string[] AsItself = Environment.IsPrivilegedProcess ? ["runuser", "-u", Account, "--"] : ["env"];

    private readonly TemporaryFolder folder = new();
    private readonly string programs;
    private Process? server;

    private PostgreSql(string programs) => this.programs = programs;

    private string Data => Path.Combine(folder.Path, "cluster");

    /// <summary>How an empty database of a name is reached.</summary>
    public string ConnectionTo(string database) => $"Host={folder.Path};Username={Account};Database={database}";

    /// <summary>What makes a service keep its relational data in a database of this server; it makes the database where there is none.</summary>
    public string[] Settings(string database) => ["--Database:Kind", "postgresql", "--Database:ConnectionString", ConnectionTo(database)];

    public static async Task<PostgreSql> StartAsync(CancellationToken cancellationToken)
    {
        var programs = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault() : null;
        var started = new PostgreSql(Path.Combine(
            programs ?? throw new InvalidOperationException("PostgreSQL is missing: run ./roost test, which installs it, or apt-get install postgresql."), "bin"));
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(["chown", Account, started.folder.Path], cancellationToken);
        }

        await RunAsync([.. AsItself, Path.Combine(started.programs, "initdb"), "-D", started.Data, "-U", Account, "-A", "trust", "-E", "UTF8", "--no-sync"], cancellationToken);
        await started.ResumeAsync(cancellationToken);
        return started;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        server = Start([.. AsItself, Path.Combine(programs, "postgres"), "-D", Data, "-k", folder.Path, "-c", "listen_addresses=", "-c", "fsync=off"]);
        server.ErrorDataReceived += static (_, _) => { };
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        await Until.IsTrueAsync(async () =>
        {
            using var ask = Start([Path.Combine(programs, "pg_isready"), "-q", "-h", folder.Path]);
            await ask.WaitForExitAsync(cancellationToken);
            return server.HasExited ? throw new InvalidOperationException($"PostgreSQL ended with {server.ExitCode}.") : ask.ExitCode == 0;
        }, cancellationToken);
    }

    /// <summary>Breaks it off, with all its connections, as a crash does.</summary>
    public async Task KillAsync()
    {
        // The first line of this file is the process that the others belong to; when it is killed they end by themselves.
        var main = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(main);
        process.Kill();
        await server!.WaitForExitAsync();
        server.Dispose();
        server = null;

        // Its children end when they see it gone; until then nothing starts on the same folder.
        await Until.IsTrueAsync(() => !Directory.EnumerateDirectories("/proc").Any(WorksHere), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await KillAsync();
        }

        folder.Dispose();
    }

    private bool WorksHere(string process)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget == Data;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended just now, or is another's.
            return false;
        }
    }

    private static async Task RunAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await said}{await wrong}");
        }
    }

    private static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = "/",
    })!;
}
