using DccBridge.Benchmarks.Reporting;
using Microsoft.Playwright;

namespace DccBridge.Benchmarks.Dashboard;

/// <summary>How soon a browser shows the dashboard.</summary>
internal static class DashboardCommand
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static async Task<int> RunAsync(RunArguments arguments)
    {
        if (Browsers.FirstOrDefault(File.Exists) is not { } program)
        {
            Console.Error.WriteLine($"Skipped: there is no Chromium at {string.Join(", ", Browsers)}. Install it: apt-get install chromium.");
            return 0;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
        var report = new Report { Rounds = arguments.Rounds };
        await arguments.RunAsync("dashboard", new DashboardRun(report, arguments.Rounds, browser).Workloads);
        return arguments.Conclude(report);
    }
}
