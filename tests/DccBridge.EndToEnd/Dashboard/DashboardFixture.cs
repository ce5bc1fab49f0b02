using DccBridge.EndToEnd.Peers;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>A dashboard for each test. A browser that complains of anything fails the test.</summary>
public abstract class DashboardFixture
{
    private DashboardBench? _bench;

    /// <summary>Where pictures are kept.</summary>
    internal static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Peer.RepositoryRoot, "artifacts", "dashboard-pictures")).FullName;

    private protected DashboardBench Bench => _bench ?? throw new InvalidOperationException("No bench yet.");

    private protected IPage Page => Bench.Page;

    private protected PlayedResident Resident => Bench.Resident;

    /// <summary>The window of the tests.</summary>
    private protected virtual BrowserNewContextOptions Window => DashboardBench.Size(1280);

    [SetUp]
    public async Task StartAsync() => _bench = await DashboardBench.StartAsync(Window);

    [TearDown]
    public async Task StopAsync()
    {
        if (_bench is null)
        {
            return;
        }

        try
        {
            if (TestContext.CurrentContext.Result.FailCount > 0)
            {
                var file = Path.Combine(Pictures, $"failed-{string.Concat(TestContext.CurrentContext.Test.Name.Where(char.IsLetterOrDigit).Take(80))}.png");
                await Page.ScreenshotAsync(new() { Path = file });
                TestContext.AddTestAttachment(file);
            }

            Assert.That(Bench.Complaints, Is.Empty, "what the browser complained of");
        }
        finally
        {
            await _bench.DisposeAsync();
            _bench = null;
        }
    }

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private protected ILocator Button(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    private protected ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    private protected ILocator Options => Page.GetByRole(AriaRole.Listbox).GetByRole(AriaRole.Option);

    private protected ILocator Detail => Page.GetByRole(AriaRole.Region, new() { Name = "Chosen finding" });

    private protected ILocator Messages => Page.GetByRole(AriaRole.Region, new() { Name = "Messages" });

    private protected ILocator Dialog => Page.GetByRole(AriaRole.Dialog);
}
