using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>That no fault was found says something only where one would have been.</summary>
internal sealed class AxeTests
{
    [Test, CancelAfter(60_000)]
    public async Task A_picture_without_words_is_found(CancellationToken cancellationToken)
    {
        var page = await Browser.OpenAsync();
        await page.SetContentAsync("<html lang=en><title>Page</title><main><h1>Page</h1><img src='data:,'></main></html>").WaitAsync(cancellationToken);

        Assert.That(await Axe.FaultsAsync(page), Has.Count.EqualTo(1).And.Some.StartsWith("image-alt: "));
    }
}
