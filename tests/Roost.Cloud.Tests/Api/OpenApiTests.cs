using System.Runtime.CompilerServices;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Api;

/// <summary>
/// The dashboard's types come from the committed description, so it must be the service's. With ROOST_WRITE_OPENAPI=1 the test writes the file
/// instead of comparing it.
/// </summary>
internal sealed class OpenApiTests
{
    [Test, CancelAfter(60_000)]
    public async Task The_committed_description_is_the_services(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        var served = await cloud.Http.GetStringAsync("/openapi/v1.json", cancellationToken);
        var path = Committed();
        if (Environment.GetEnvironmentVariable("ROOST_WRITE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(path, served.TrimEnd() + "\n", cancellationToken);
            return;
        }

        var committed = await File.ReadAllTextAsync(path, cancellationToken);
        Assert.That(committed.TrimEnd(), Is.EqualTo(served.TrimEnd()), "dashboard/openapi.json is not what the service serves; run ./roost openapi");
    }

    private static string Committed([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "dashboard", "openapi.json"));
}
