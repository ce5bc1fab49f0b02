using System.Collections.Concurrent;
using DccBridge.Companion.Api;
using DccBridge.Companion.Logs;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>The real API and dashboard over a played resident, and a page of a browser that is signed in.</summary>
internal sealed class DashboardBench : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private DashboardBench(PlayedResident resident, ApiServer server, IBrowserContext context, IPage page)
    {
        Resident = resident;
        Server = server;
        _context = context;
        Page = page;
    }

    /// <summary>Does what the dashboard asks for, or notes it.</summary>
    public PlayedResident Resident { get; }

    /// <summary>Serves it.</summary>
    public ApiServer Server { get; }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained of: errors and warnings of its console, scripts that failed, breaches of the content security policy.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>The profile.</summary>
    public IBrowserContext Context => _context;

    /// <summary>Starts server and page.</summary>
    public static async Task<DashboardBench> StartAsync(BrowserNewContextOptions? options = null, IBrowser? browser = null, PlayedResident? resident = null)
    {
        resident ??= new PlayedResident();
        var server = await ServeAsync(resident, 0);
        var context = await (browser ?? Chromium.Browser).NewContextAsync(options ?? Size(1280));
        context.SetDefaultTimeout(15_000);
        var bench = new DashboardBench(resident, server, context, await context.NewPageAsync());
        bench.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                bench.Complaints.Enqueue($"{message.Type}: {message.Text}");
            }
        };
        bench.Page.PageError += (_, error) => bench.Complaints.Enqueue($"script: {error}");
        // Violations of the policy are also in the console; this finds those that Chromium only reports.
        await bench.Page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))");
        return bench;
    }

    /// <summary>A server over a resident.</summary>
    public static Task<ApiServer> ServeAsync(PlayedResident resident, int port) => ApiServer.StartAsync(
        resident,
        new ApiStart
        {
            Token = "a-token-for-tests-that-nobody-else-knows-01",
            Quit = () => resident.Did("quit"),
            LogLines = new PlayedLog(),
            Logs = NullLoggerFactory.Instance,
            Options = new ApiOptions { Port = port, MayTakeAnotherPort = false },
        },
        CancellationToken.None);

    /// <summary>A window of that width.</summary>
    public static BrowserNewContextOptions Size(int width, ColorScheme scheme = ColorScheme.Light) => new()
    {
        ViewportSize = new ViewportSize { Width = width, Height = width > 600 ? 800 : 900 },
        ColorScheme = scheme,
        Locale = "en-GB",
        TimezoneId = "UTC",
    };

    /// <summary>Opens a page of the dashboard as a person does, by a link.</summary>
    public async Task OpenAsync(string page)
    {
        await Page.GotoAsync(Server.CreateDashboardLink(page).AbsoluteUri);
        await Assertions.Expect(Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".loading")).ToHaveCountAsync(0);
    }

    /// <summary>Goes to another page of the dashboard by its address.</summary>
    public async Task GoAsync(string page)
    {
        await Page.EvaluateAsync("page => { location.hash = `#/${page}`; }", page);
        await Assertions.Expect(Page.Locator(".loading")).ToHaveCountAsync(0);
    }

    /// <summary>What has the focus, as a short text.</summary>
    public Task<string> FocusAsync() => Page.EvaluateAsync<string>(
        "() => { const e = document.activeElement; return `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''} ${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 60)}`; }");

    /// <summary>What makes the page so wide that it can be scrolled to the side; empty when nothing does.</summary>
    public Task<string[]> TooWideAsync() => Page.EvaluateAsync<string[]>(
        """
        () => document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1).slice(0, 12).map(e => `${e.tagName} ${e.className.baseVal ?? e.className} in ${e.parentElement.className}`)
        """);

    /// <summary>Nothing more of the browser's complaints than the test expects.</summary>
    public void ForgetComplaints() => Complaints.Clear();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>A log with a line of each level.</summary>
    private sealed class PlayedLog : ILogLines
    {
        private static readonly (string Level, string Line)[] Lines =
        [
            ("debug", "2026-01-02 03:00:01.020 +00:00 [DBG] Looked at 2 endpoint files."),
            ("information", "2026-01-02 03:00:02.120 +00:00 [INF] Connected to Harbour (process 8231)."),
            ("warning", "2026-01-02 03:01:31.480 +00:00 [WRN] Harbour does not answer since 4 s; it is asked again."),
            ("error", "2026-01-02 03:02:07.001 +00:00 [ERR] The send failed: Unreal waits in a dialog."),
            ("information", "2026-01-02 03:02:31.555 +00:00 [INF] Found Blender 3.4.1 at 127.0.0.1:18811."),
        ];

        public Task<IReadOnlyList<string>> ReadAsync(int count, string? least, CancellationToken cancellation)
        {
            string[] levels = ["debug", "information", "warning", "error"];
            var from = least is null ? 0 : Array.IndexOf(levels, least);
            return Task.FromResult<IReadOnlyList<string>>([.. Lines.Where(line => Array.IndexOf(levels, line.Level) >= from).Select(line => line.Line).TakeLast(count)]);
        }
    }
}
