using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>What axe-core finds on each page and dialog, in light and dark, wide and narrow; and what assistive technology is told.</summary>
[TestFixture]
public sealed class AccessibilityTests
{
    private static readonly string[] Pages = ["findings", "findings?sort=asset&suppressed=true&path=/Game/Props", "activity", "editors", "dccs", "sources", "settings", "doctor", "logs"];

    [Test]
    public async Task No_page_and_no_dialog_has_a_violation([Values(1280, 480)] int width, [Values] bool isDark)
    {
        AxePeer.Script();
        await using var bench = await StartAsync(width, isDark ? ColorScheme.Dark : ColorScheme.Light);
        var page = bench.Page;
        var violations = new List<string>();
        async Task LookAsync(string where) => violations.AddRange((await AxePeer.ViolationsAsync(page)).Select(violation => $"{where}: {violation}"));

        await bench.OpenAsync("findings");
        foreach (var name in Pages)
        {
            await bench.GoAsync(name);
            await Assertions.Expect(page.Locator("main h1")).ToBeVisibleAsync();
            await LookAsync(name);
        }

        await bench.GoAsync("findings?id=f2");
        await Assertions.Expect(page.Locator(".history table")).ToBeVisibleAsync();
        await LookAsync("detail");
        foreach (var key in new[] { "f", "x", "?" })
        {
            await page.Keyboard.PressAsync(key);
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await LookAsync($"dialog {key}");
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }

        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.Locator(".toast")).ToHaveCountAsync(1);
        await LookAsync("message");
        Assert.That(violations, Is.Empty);
    }

    [Test]
    public async Task Empty_pages_and_a_lost_connection_have_none_either()
    {
        AxePeer.Script();
        await using var bench = await DashboardBench.StartAsync(new BrowserNewContextOptions(DashboardBench.Size(1280)) { BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var violations = new List<string>();
        await bench.OpenAsync("findings");
        foreach (var name in Pages)
        {
            await bench.GoAsync(name);
            await Assertions.Expect(bench.Page.Locator("main h1")).ToBeVisibleAsync();
            violations.AddRange((await AxePeer.ViolationsAsync(bench.Page)).Select(violation => $"{name}: {violation}"));
        }

        await bench.Server.DisposeAsync();
        await Assertions.Expect(bench.Page.Locator("#banner")).ToContainTextAsync("Connection lost.");
        violations.AddRange(await AxePeer.ViolationsAsync(bench.Page));
        Assert.That(violations, Is.Empty);
    }

    [Test]
    public async Task The_tree_has_landmarks_one_heading_of_the_first_level_and_a_list_that_says_where_one_is()
    {
        await using var bench = await StartAsync(1280, ColorScheme.Light);
        await bench.OpenAsync("findings");
        var page = bench.Page;
        foreach (var role in new[] { AriaRole.Banner, AriaRole.Navigation, AriaRole.Main, AriaRole.Search })
        {
            await Assertions.Expect(page.GetByRole(role)).ToHaveCountAsync(1);
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToMatchAriaSnapshotAsync(
            """
            - main:
              - heading "Findings" [level=1]
              - search "Findings":
                - searchbox "Search findings"
                - group "Severity":
                  - button /All/ [pressed]
                  - button /Errors/
              - region "List of findings":
                - listbox "Findings":
                  - group /Errors/:
                    - option /error/ [selected]
              - region "Chosen finding":
                - heading /SK_Guard/ [level=2]
                - group "Actions":
                  - button "Select in DCC"
            """);
    }

    [Test]
    public async Task Progress_and_results_are_read_out_politely()
    {
        await using var bench = await DashboardBench.StartAsync();
        bench.Resident.PlayedFindings.Put(PlayedFindings.Make("a"), PlayedFindings.Make("b", "warning"));
        await bench.OpenAsync("findings");
        var live = bench.Page.Locator("#live");
        await Assertions.Expect(live).ToHaveAttributeAsync("aria-live", "polite");
        await bench.Page.GetByRole(AriaRole.Button, new() { Name = "Select in DCC" }).ClickAsync();
        await Assertions.Expect(live).ToContainTextAsync("Crate is selected in Blender.");
        await bench.Page.GetByRole(AriaRole.Button, new() { Name = "Errors" }).ClickAsync();
        await Assertions.Expect(live).ToContainTextAsync("1 finding, 1 error and 0 warnings among them.");
    }

    [Test]
    public async Task Nothing_moves_for_those_who_asked_for_it()
    {
        await using var bench = await DashboardBench.StartAsync(new BrowserNewContextOptions(DashboardBench.Size(1280)) { ReducedMotion = ReducedMotion.Reduce });
        Harbour.Fill(bench.Resident);
        await bench.OpenAsync("activity");
        await Assertions.Expect(bench.Page.Locator(".icon-running").First).ToBeVisibleAsync();
        Assert.That(await bench.Page.EvaluateAsync<int>("() => document.getAnimations().length"), Is.Zero);
    }

    [Test]
    public async Task Colours_follow_the_system_until_they_are_chosen_and_then_stay_so()
    {
        await using var bench = await DashboardBench.StartAsync(DashboardBench.Size(1280, ColorScheme.Dark));
        await bench.OpenAsync("logs");
        Task<string> GroundAsync() => bench.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        var dark = await GroundAsync();
        var button = bench.Page.GetByRole(AriaRole.Button, new() { Name = "Colours", Exact = false });
        await button.ClickAsync();
        var light = await GroundAsync();
        Assert.That(light, Is.Not.EqualTo(dark));
        await bench.Page.ReloadAsync();
        await Assertions.Expect(button).ToHaveAccessibleNameAsync("Colours: light. Switch");
        Assert.That(await GroundAsync(), Is.EqualTo(light));
        await button.ClickAsync();
        Assert.That(await GroundAsync(), Is.EqualTo(dark));
    }

    private static async Task<DashboardBench> StartAsync(int width, ColorScheme scheme)
    {
        // axe is a script of somebody else, which the policy of the pages would not let in.
        var bench = await DashboardBench.StartAsync(new BrowserNewContextOptions(DashboardBench.Size(width, scheme)) { BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        Harbour.Fill(bench.Resident);
        return bench;
    }
}
