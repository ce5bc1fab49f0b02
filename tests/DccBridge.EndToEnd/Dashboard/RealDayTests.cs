using System.Text.RegularExpressions;
using DccBridge.EndToEnd.Api;
using DccBridge.EndToEnd.Cli;
using DccBridge.EndToEnd.Headless;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>Nothing is played: the built companion as a process, a headless editor as a process, and the browser.</summary>
[TestFixture]
[NonParallelizable]
public sealed class RealDayTests : HeadlessFolders
{
    private string Home => Path.Combine(Path.GetDirectoryName(Content)!, "home");

    [Test]
    public async Task Files_are_sent_their_findings_come_one_is_mended_and_the_mending_taken_back()
    {
        Directory.CreateDirectory(Content);
        var (tray, address) = await TrayProcess.StartReadyAsync(Home, Endpoints);
        await using var ends = tray;
        await using var context = await Chromium.Browser.NewContextAsync(DashboardBench.Size(1280));
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        var link = await new Curl(address, Home).AskAsync(200, "api/dashboard-link", "--json", "{\"page\":\"editors\"}");
        await page.GotoAsync(link.GetProperty("url").GetString()!);
        await Assertions.Expect(page.GetByText("No editor runs.").Last).ToBeVisibleAsync();

        var (editor, _) = await HeadlessProcess.StartReadyAsync(With());
        await using var editorEnds = editor;
        var card = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "DccBridge.Headless" });
        await Assertions.Expect(card).ToContainTextAsync("Connected", new() { Timeout = 30_000 });

        await page.GetByRole(AriaRole.Link, new() { Name = "Activity" }).ClickAsync();
        await page.GetByText("Send files by path").ClickAsync();
        await page.GetByLabel("Files and folders, one full path a line").FillAsync(Samples.Crate);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".cards > li").First).ToContainTextAsync("Done", new() { Timeout = 60_000 });

        await page.GetByRole(AriaRole.Link, new() { Name = "Findings", Exact = false }).First.ClickAsync();
        var options = page.GetByRole(AriaRole.Listbox).GetByRole(AriaRole.Option);
        await Assertions.Expect(options.First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Rule", Exact = true }).SelectOptionAsync("name.prefix");
        await Assertions.Expect(page.Locator(".page-head .quiet")).ToHaveTextAsync(new Regex("^[1-9]\\d* finding"));
        var detail = page.GetByRole(AriaRole.Region, new() { Name = "Chosen finding" });
        await Assertions.Expect(detail.GetByRole(AriaRole.Button, new() { Name = "Safe fix…" })).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await detail.GetByRole(AriaRole.Button, new() { Name = "Safe fix…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Nothing has been changed yet.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Apply fix" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Heading, new() { Name = "Fix applied" })).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("The fix was taken back.");
        await page.Keyboard.PressAsync("Escape");
        await page.ScreenshotAsync(new() { Path = Path.Combine(DashboardFixture.Pictures, "real-findings-1280.png") });

        // What is asked for by its id may be gone by then; nothing else may fail.
        Assert.That(complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal)), Is.Empty);
    }
}
