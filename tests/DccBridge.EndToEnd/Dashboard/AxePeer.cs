using System.Text.Json;
using DccBridge.EndToEnd.Peers;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>The accessibility checks of npm's axe-core, run inside a page.</summary>
internal static class AxePeer
{
    private const string Run = """
        async () => {
            const found = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] } });
            return JSON.stringify({ passes: found.passes.length, violations: found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => `${n.target.join(' ')} (${n.failureSummary})`).join(' | ')}`) });
        }
        """;

    /// <summary>The script; a missing peer skips the test, or fails it where DCCBRIDGE_REQUIRE_PEERS is 1.</summary>
    public static string Script()
    {
        var script = Path.Combine(Peer.NodeModules, "axe-core", "axe.min.js");
        return File.Exists(script) ? script : throw Peer.Missing("axe-core", $"there is no {script}", "npm install --prefix artifacts/peers axe-core@4.14.1");
    }

    /// <summary>What it says against the page. The page's profile must bypass the content security policy.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.AddScriptTagAsync(new() { Path = Script() });
        }

        using var found = JsonDocument.Parse(await page.EvaluateAsync<string>(Run));
        Assert.That(found.RootElement.GetProperty("passes").GetInt32(), Is.GreaterThan(15), "it looked at the page");
        return [.. found.RootElement.GetProperty("violations").EnumerateArray().Select(violation => violation.GetString()!)];
    }
}
