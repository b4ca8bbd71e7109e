using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Pictures of pages for eyes, in <c>artifacts/pictures</c>.</summary>
internal static class Pictures
{
    public static async Task TakeAsync(IPage page, string name)
    {
        var picture = Path.Combine(Folder(), $"{name}.png");
        await page.ScreenshotAsync(new() { Path = picture });
        TestContext.AddTestAttachment(picture);
    }

    private static string Folder([CallerFilePath] string here = "") => Directory.CreateDirectory(
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "artifacts", "pictures"))).FullName;
}
