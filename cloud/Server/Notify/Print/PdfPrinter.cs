using System.ComponentModel;
using System.Diagnostics;

namespace Roost.Cloud.Notify.Print;

/// <summary>Makes a PDF of a page with the machine's Chromium, without a window and without the network.</summary>
internal sealed class PdfPrinter(TimeProvider time) : IDisposable
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // A browser takes a few hundred megabytes: one at a time.
    private readonly SemaphoreSlim one = new(1);

    /// <summary>The page as PDF; null where no Chromium is installed, or it did not print in time.</summary>
    public async Task<byte[]?> PrintAsync(string html, CancellationToken cancellationToken)
    {
        if (Program() is not { } program)
        {
            return null;
        }

        await one.WaitAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("roost-print-").FullName;
        try
        {
            var page = Path.Combine(folder, "page.html");
            var pdf = Path.Combine(folder, "page.pdf");
            await File.WriteAllTextAsync(page, html, cancellationToken);
            return await RunAsync(program, page, pdf, folder, cancellationToken) && File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancellationToken) : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<bool> RunAsync(string program, string page, string pdf, string folder, CancellationToken cancellationToken)
    {
        // No sandbox: the page is our own, has no script, and services often run where Chromium's sandbox can't.
        var start = new ProcessStartInfo(
            program,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--no-pdf-header-footer",
                $"--user-data-dir={folder}/profile", $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri,
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(either.Token), process.StandardError.ReadToEndAsync(either.Token), process.WaitForExitAsync(either.Token));
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // It was never started, or has ended by itself.
            return;
        }
    }

    private static string? Program() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
