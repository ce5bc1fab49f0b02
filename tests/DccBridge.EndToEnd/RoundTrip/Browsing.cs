using System.Collections.Concurrent;
using DccBridge.EndToEnd.Dashboard;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>A Chromium with one page, as wide as a picture in the README.</summary>
internal sealed class Browsing : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browsing(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained of.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>Starts it.</summary>
    public static async Task<Browsing> StartAsync()
    {
        BrowserTypeLaunchOptions options = Chromium.Options();
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(options);
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1200, Height = 700 }, ColorScheme = ColorScheme.Light, Locale = "en-GB", TimezoneId = "UTC" });
        page.SetDefaultTimeout(30_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        var browsing = new Browsing(playwright, browser, page);
        page.PageError += (_, error) => browsing.Complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                browsing.Complaints.Enqueue($"{message.Type}: {message.Text} {message.Location}");
            }
        };
        return browsing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
