using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>The list of findings: filters, groups, pages, addresses.</summary>
[TestFixture]
public sealed class FindingListTests : DashboardFixture
{
    private static IEnumerable<FindingView> Many(int number) => Enumerable.Range(0, number).Select(i =>
        PlayedFindings.Make($"m{i:d5}", (i % 3) switch { 0 => "error", 1 => "warning", _ => "info" }, i % 2 == 0 ? "name.prefix" : "mesh.lightmap", $"/Game/Set{i % 10}/SM_{i:d5}"));

    private ILocator Groups => Page.Locator(".group-head");

    private Task ChooseAsync(string label, string value) => Page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true }).SelectOptionAsync(value);

    [Test]
    public async Task They_are_grouped_by_severity_worst_first_and_the_first_is_chosen()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        await Expect(Groups).ToHaveTextAsync(["Errors4", "Warnings4", "Infos2"]);
        await Expect(Options).ToHaveCountAsync(10);
        await Expect(Options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Detail).ToContainTextAsync("812 vertices follow more than 8 bones.");
        await Expect(Page.Locator(".page-head .quiet")).ToHaveTextAsync("10 findings, 4 errors and 4 warnings among them.");
    }

    [Test]
    public async Task They_can_be_grouped_by_asset_rule_source_and_time()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        await ChooseAsync("Group by", "asset");
        await Expect(Groups.First).ToContainTextAsync("/Game/Architecture/M_WetStone");
        await ChooseAsync("Group by", "rule");
        await Expect(Groups.First).ToContainTextAsync("mat.samplers");
        await ChooseAsync("Group by", "source");
        await Expect(Groups.First).ToContainTextAsync("/projects/harbour/export/");
        await ChooseAsync("Group by", "time");
        await Expect(Groups.First).ToContainTextAsync("Friday, 2 January 2026");
        Assert.That(Page.Url, Does.Contain("sort=time"));
    }

    [Test]
    public async Task Severity_rule_project_and_text_filter_together_and_are_cleared_together()
    {
        Harbour.Fill(Resident);
        Resident.PlayedFindings.Put(PlayedFindings.Make("other") with { Project = "ArenaShooter", EditorId = null });
        await Bench.OpenAsync("findings");
        await Button("Errors", exact: false).ClickAsync();
        await Expect(Options).ToHaveCountAsync(5);
        await Expect(Button("Warnings 4", exact: false)).ToBeVisibleAsync();
        await ChooseAsync("Project", "ArenaShooter");
        await Expect(Options).ToHaveCountAsync(1);
        await ChooseAsync("Project", "");
        await ChooseAsync("Rule", "tex.pow2");
        await Expect(Options).ToHaveCountAsync(1);
        await ChooseAsync("Rule", "");
        await Page.GetByLabel("Search findings").FillAsync("metres BARREL");
        await Expect(Options).ToHaveCountAsync(1);
        await Page.GetByLabel("Search findings").FillAsync("no such thing");
        await Expect(Page.GetByText("No finding fits these filters.")).ToBeVisibleAsync();
        await Button("Clear filters").ClickAsync();
        await Expect(Options).ToHaveCountAsync(11);
        await Expect(Page.GetByLabel("Search findings")).ToHaveValueAsync("");
    }

    [Test]
    public async Task Suppressed_ones_are_shown_on_demand()
    {
        Resident.PlayedFindings.Put(PlayedFindings.Make("a"), PlayedFindings.Make("b") with { SuppressedBecause = "Bought asset, kept as it came." });
        await Bench.OpenAsync("findings");
        await Expect(Options).ToHaveCountAsync(1);
        await Page.GetByRole(AriaRole.Switch, new() { Name = "Show suppressed" }).CheckAsync();
        await Expect(Options).ToHaveCountAsync(2);
        await Options.Last.ClickAsync();
        await Expect(Detail).ToContainTextAsync("Bought asset, kept as it came.");
        await Expect(Detail).ToContainTextAsync("Suppressed");
    }

    [Test]
    public async Task Ten_thousand_come_in_pages_of_two_hundred()
    {
        Resident.PlayedFindings.Put(Many(10_000));
        await Bench.OpenAsync("findings");
        await Expect(Options).ToHaveCountAsync(200);
        await Expect(Options.First).ToHaveAttributeAsync("aria-setsize", "10000");
        await Expect(Page.GetByText("200 of 10,000 findings", new() { Exact = true })).ToBeVisibleAsync();
        await Button("Show more").ClickAsync();
        await Expect(Options).ToHaveCountAsync(400);
        await Expect(Options.Last).ToHaveAttributeAsync("aria-posinset", "400");
        await Page.GetByRole(AriaRole.Listbox).PressAsync("End");
        await Expect(Options.Nth(399)).ToHaveAttributeAsync("aria-selected", "true");
        await Page.GetByRole(AriaRole.Listbox).PressAsync("ArrowDown");
        await Expect(Options).ToHaveCountAsync(600);
    }

    [Test]
    public async Task An_address_brings_back_filters_and_the_chosen_one()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings?severity=warning&sort=rule&id=f4");
        await Expect(Options).ToHaveCountAsync(4);
        await Expect(Detail).ToContainTextAsync("A normal map is read as colour (sRGB).");
        await Expect(Page.GetByLabel("Group by")).ToHaveValueAsync("rule");
        await Page.ReloadAsync();
        await Expect(Detail).ToContainTextAsync("A normal map is read as colour (sRGB).");
        Assert.That(Page.Url, Does.Not.Contain("ticket").And.Not.Contain("token"));
    }

    [Test]
    public async Task One_that_is_gone_is_told_so_and_the_list_goes_on_from_its_place()
    {
        Resident.PlayedFindings.Put(PlayedFindings.Make("a", asset: "/Game/A"), PlayedFindings.Make("b", asset: "/Game/B"), PlayedFindings.Make("c", asset: "/Game/C"));
        await Bench.OpenAsync("findings");
        await Options.Nth(1).ClickAsync();
        await Expect(Detail).ToContainTextAsync("/Game/B breaks name.prefix.");
        Resident.PlayedFindings.Remove("b");
        await Expect(Detail).ToContainTextAsync("This finding is gone.");
        await Expect(Options).ToHaveCountAsync(2);
        await Button("Go on to the next one").ClickAsync();
        await Expect(Detail).ToContainTextAsync("/Game/C breaks name.prefix.");
        // The page asks once whether it is really gone, and is told 404.
        Bench.ForgetComplaints();
    }

    [Test]
    public async Task After_the_last_one_there_is_nothing_to_go_on_to()
    {
        Resident.PlayedFindings.Put(PlayedFindings.Make("a"));
        await Bench.OpenAsync("findings");
        await Expect(Detail).ToContainTextAsync("breaks name.prefix.");
        Resident.PlayedFindings.Remove("a");
        await Expect(Detail).ToContainTextAsync("It was the last one of this list.");
        await Expect(Button("Go on to the next one")).ToHaveCountAsync(0);
        Bench.ForgetComplaints();
    }

    [Test]
    public async Task The_page_of_a_notification_shows_what_that_validation_found()
    {
        var run = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        Resident.PlayedFindings.Put(PlayedFindings.Make("a") with { RunId = run }, PlayedFindings.Make("b"), PlayedFindings.Make("c"));
        await Bench.OpenAsync($"findings?run={run:D}");
        await Expect(Options).ToHaveCountAsync(1);
        await Button("Only of one validation", exact: false).ClickAsync();
        await Expect(Options).ToHaveCountAsync(3);
        Assert.That(Page.Url, Does.Not.Contain("run="));
    }

    [Test]
    public async Task The_detail_shows_picture_source_and_history_and_leads_to_its_rule_and_folder()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings?id=f0");
        await Expect(Detail).ToContainTextAsync("/projects/harbour/scenes/crates.blend");
        await Expect(Detail).ToContainTextAsync("Wood_Oak");
        var picture = Detail.GetByRole(AriaRole.Img, new() { Name = "Picture of SM_Crate" });
        await Expect(picture).ToBeVisibleAsync();
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 128);
        await Expect(Detail.GetByRole(AriaRole.Row)).ToHaveCountAsync(4);
        await Expect(Detail.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Failed");
        await Button("All in this folder").ClickAsync();
        await Expect(Options).ToHaveCountAsync(5);
        await Button("Take this filter away", exact: false).ClickAsync();
        await Expect(Options).ToHaveCountAsync(10);
    }

    [Test]
    public async Task Pictures_are_those_of_the_chosen_asset_and_are_given_back()
    {
        await Page.AddInitScriptAsync(
            """
            window.kept = new Set();
            const [create, revoke] = [URL.createObjectURL, URL.revokeObjectURL];
            URL.createObjectURL = blob => { const address = create.call(URL, blob); window.kept.add(address); return address; };
            URL.revokeObjectURL = address => { window.kept.delete(address); revoke.call(URL, address); };
            """);
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings?id=f0");
        var picture = Detail.Locator("img.thumbnail");
        var named = Resident.Findings.Query(new()).Items.Where(finding => finding.HasThumbnail).Select(finding => (finding.Id, Name: finding.AssetPath.Split('/')[^1])).ToArray();
        Assert.That(named, Has.Length.GreaterThan(2));
        foreach (var (id, name) in named.Concat(named))
        {
            await Bench.GoAsync($"findings?id={id}");
            await Expect(Detail.GetByRole(AriaRole.Img, new() { Name = $"Picture of {name}", Exact = true })).ToHaveJSPropertyAsync("naturalWidth", 128);
            Assert.That(await Page.EvaluateAsync<string[]>("() => [...window.kept]"), Is.EqualTo(new[] { await picture.GetAttributeAsync("src") }), "one at a time");
        }

        await Bench.GoAsync("logs");
        Assert.That(await Page.EvaluateAsync<int>("() => window.kept.size"), Is.Zero);
    }

    [Test]
    public async Task All_that_are_shown_are_validated_in_one_go()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings?rule=tex.pow2");
        await Button("Validate all shown").ClickAsync();
        await Resident.WaitForActionAsync(action => action == $"validate /Game/Props/Crates/T_Crate_D in {Harbour.EditorId} as dashboard");
    }
}
