using DccBridge.EndToEnd.Peers;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>One browser for all tests of the dashboard; each test has a profile of its own in it.</summary>
[SetUpFixture]
public sealed class Chromium
{
    private IPlaywright _playwright = null!;

    /// <summary>The browser.</summary>
    internal static IBrowser Browser { get; private set; } = null!;

    /// <summary>Starts browsers with other options.</summary>
    internal static IBrowserType Type { get; private set; } = null!;

    /// <summary>How Debian's Chromium is started.</summary>
    internal static BrowserTypeLaunchOptions Options(params string[] arguments) => new()
    {
        ExecutablePath = Peer.Require("chromium", "apt-get install chromium", ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"], "--version").Program,
        // The sandbox needs a kernel that containers do not give; the pages are our own, and those of the hostile tests come from these tests.
        Args = ["--no-sandbox", "--force-color-profile=srgb", "--font-render-hinting=none", .. arguments],
        Timeout = 60_000,
    };

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var options = Options();
        _playwright = await Playwright.CreateAsync();
        Type = _playwright.Chromium;
        Browser = await Type.LaunchAsync(options);
        Assertions.SetDefaultExpectTimeout(15_000);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
