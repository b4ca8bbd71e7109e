using System.Runtime.CompilerServices;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>The one entry, called as people call it.</summary>
[CancelAfter(300_000)]
internal sealed class EntryScriptTests
{
    private static readonly string Script = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "roost"));

    [Test]
    public async Task It_starts_a_program_from_any_folder_also_twice_at_once(CancellationToken cancellationToken)
    {
        var elsewhere = Directory.CreateTempSubdirectory("roost-entry-");
        try
        {
            await using var one = Call(elsewhere, "sim", "modbus", "--port", "0");
            await using var other = Call(elsewhere, "sim", "modbus", "--port", "0");
            await one.LineAsync("Modbus device listening on", cancellationToken);
            await other.LineAsync("Modbus device listening on", cancellationToken);
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_command_that_is_none_is_named(CancellationToken cancellationToken)
    {
        await using var call = RealProcess.Start("roost", Script, ["dmeo"]);

        await call.LineAsync("there is no command \"dmeo\"", cancellationToken);
        await Eventually.TrueAsync("it ends", () => Task.FromResult(call.HasExited), cancellationToken);
        Assert.That(call.ExitCode, Is.EqualTo(1));
    }

    // A shell that changes its folder and then becomes the script, as a person's does.
    private static RealProcess Call(DirectoryInfo folder, params string[] arguments) =>
        RealProcess.Start("roost", "env", ["-C", folder.FullName, Script, .. arguments]);

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
