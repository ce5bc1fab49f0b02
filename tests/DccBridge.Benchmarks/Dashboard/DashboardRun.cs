using DccBridge.Benchmarks.Reporting;
using DccBridge.Companion.Api;
using DccBridge.Companion.Logs;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace DccBridge.Benchmarks.Dashboard;

/// <summary>
/// The real API serves the real pages over a played resident. What is measured is what the browser tells of itself, from the start of the navigation, which includes the
/// one-time link and its redirect.
/// </summary>
internal sealed class DashboardRun(Report report, int rounds, IBrowser browser)
{
    private const int Findings = 10_000;
    private const double Goal = 1_000;

    // When the first row of the list stands in the page and the frame with it was drawn.
    private const string Watch = """
        new MutationObserver((_, observer) => {
            if (document.querySelector('[role=listbox] [role=option]')) {
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => { window.firstRows = performance.now(); }));
            }
        }).observe(document, { childList: true, subtree: true });
        """;

    private const string Paint = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime";

    private static readonly string[] Severities = ["error", "warning", "info"];
    private static readonly string[] Rules = ["mesh.lightmap", "mesh.scale", "name.prefix", "tex.pow2", "tex.srgb", "mat.samplers", "mesh.collision"];

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads =>
    [
        ("first", () => MeasureAsync($"{Findings:N0} findings, first visit", isSecond: false)),
        ("second", () => MeasureAsync($"{Findings:N0} findings, second visit", isSecond: true)),
    ];

    private async Task MeasureAsync(string name, bool isSecond)
    {
        var resident = new PlayedResident();
        resident.PlayedFindings.Put(Enumerable.Range(0, Findings).Select(Make));
        await using var server = await ApiServer.StartAsync(
            resident,
            new ApiStart { Token = "a-token-for-benchmarks-that-nobody-knows-01", Quit = () => { }, LogLines = new NoLines(), Logs = NullLoggerFactory.Instance },
            CancellationToken.None);
        List<double> paints = [], rows = [];
        for (int round = -1; round < rounds; round++)
        {
            // A profile of its own: nothing is in its cache.
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
            var (paint, first) = await VisitAsync(context, server);
            if (isSecond)
            {
                (paint, first) = await VisitAsync(context, server);
            }

            if (round >= 0)
            {
                paints.Add(paint);
                rows.Add(first);
            }
        }

        report.Add($"{name}, slowest first rows of all rounds", rows.Max(), "ms");
        report.AtMost($"{name}, first contentful paint in ms", Median.Of(paints), Goal);
        report.AtMost($"{name}, first rows in ms", Median.Of(rows), Goal);
    }

    private static async Task<(double Paint, double Rows)> VisitAsync(IBrowserContext context, ApiServer server)
    {
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Watch);
        await page.GotoAsync(server.CreateDashboardLink().AbsoluteUri);
        await page.WaitForFunctionAsync("() => window.firstRows > 0");
        var result = (await page.EvaluateAsync<double>(Paint), await page.EvaluateAsync<double>("() => window.firstRows"));
        await page.CloseAsync();
        return result;
    }

    private static FindingView Make(int number) => PlayedFindings.Make($"f{number:d5}", Severities[number % Severities.Length], Rules[number % Rules.Length], $"/Game/Set{number % 40:d2}/SM_Part_{number:d5}") with
    {
        Message = $"Lightmap UVs overlap in {number} of 48,200 triangles of channel 1.",
        Source = new SourceView { Path = $"/projects/harbour/export/SM_Part_{number:d5}.fbx", Exists = true, Dcc = "Blender 3.4.1" },
    };

    private sealed class NoLines : ILogLines
    {
        public Task<IReadOnlyList<string>> ReadAsync(int count, string? least, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);
    }
}
