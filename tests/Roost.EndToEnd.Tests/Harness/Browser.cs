using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>
/// The system's Chromium, headless, driven by Playwright. One for all tests; every test gets a page and a profile of its own, which are closed
/// when it ends (<see cref="ClosesPagesAttribute"/>).
/// </summary>
[SetUpFixture]
internal sealed class Browser
{
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // The machine may be a farm's: a browser that a test starts must not talk to anybody but the test.
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-default-apps", "--force-color-profile=srgb",
    ];

    private static readonly SemaphoreSlim Starting = new(1);
    private static readonly ConcurrentDictionary<IBrowserContext, string> Opened = new();
    private static IPlaywright? playwright;
    private static IBrowser? browser;

    private const int WidestPhone = 500;

    /// <summary>Opens an empty page of a size, language and colour scheme; a narrow one is a phone's, touched and with two dots a pixel.</summary>
    public static async Task<IPage> OpenAsync(int width = 1280, int height = 800, string language = "en", ColorScheme scheme = ColorScheme.Light)
    {
        var context = await (await StartedAsync()).NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = language,
            DeviceScaleFactor = width <= WidestPhone ? 2 : 1,
            HasTouch = width <= WidestPhone,
            IsMobile = width <= WidestPhone,
            ColorScheme = scheme,
        });
        Opened[context] = TestContext.CurrentContext.Test.ID;
        return await context.NewPageAsync();
    }

    /// <summary>Closes what a test, or a fixture before its tests, has opened.</summary>
    public static async Task CloseOpenedAsync(string by)
    {
        foreach (var (context, test) in Opened)
        {
            if (test == by && Opened.TryRemove(context, out _))
            {
                await context.CloseAsync();
            }
        }
    }

    /// <summary>Waits until the page's service worker is installed.</summary>
    public static Task WorkerAsync(IPage page) => page.WaitForFunctionAsync("() => navigator.serviceWorker.ready.then(() => true)");

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }

    private static async Task<IBrowser> StartedAsync()
    {
        await Starting.WaitAsync(CancellationToken.None);
        try
        {
            if (browser is not null)
            {
                return browser;
            }

            var program = Array.Find(Programs, File.Exists)
                ?? throw new InvalidOperationException("Chromium is missing: run ./roost test, which installs it, or apt-get install chromium-headless-shell.");
            playwright = await Playwright.CreateAsync();

            // Patience with a busy machine; what has to be quick says so where it is expected.
            Assertions.SetDefaultExpectTimeout(20_000);
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Quiet });
            return browser;
        }
        finally
        {
            Starting.Release();
        }
    }
}
