using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>On a page of 480 pixels.</summary>
[TestFixture]
public sealed class NarrowTests : DashboardFixture
{
    private protected override BrowserNewContextOptions Window => DashboardBench.Size(480);

    [Test]
    public async Task A_finding_is_a_page_of_its_own_that_the_way_back_leaves()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        await Expect(Options).ToHaveCountAsync(10);
        await Expect(Detail).ToBeHiddenAsync();
        await Options.Nth(2).ClickAsync();
        await Expect(Detail.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        await Expect(Page.GetByRole(AriaRole.Listbox)).ToBeHiddenAsync();
        Assert.That(await Bench.TooWideAsync(), Is.Empty);
        await Page.GoBackAsync();
        await Expect(Page.GetByRole(AriaRole.Listbox)).ToBeFocusedAsync();
        await Options.Nth(2).ClickAsync();
        await Button("Back to the list").ClickAsync();
        await Expect(Detail).ToBeHiddenAsync();
    }

    [Test]
    public async Task Arrows_move_and_Enter_opens()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        await Page.GetByRole(AriaRole.Listbox).PressAsync("ArrowDown");
        await Page.GetByRole(AriaRole.Listbox).PressAsync("ArrowDown");
        await Expect(Options.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Detail).ToBeHiddenAsync();
        await Page.GetByRole(AriaRole.Listbox).PressAsync("Enter");
        await Expect(Detail.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Detail).ToBeHiddenAsync();
    }

    [Test]
    public async Task The_navigation_comes_out_of_the_bar()
    {
        await Bench.OpenAsync("findings");
        var menu = Button("Menu");
        await Expect(Page.GetByRole(AriaRole.Navigation)).ToBeHiddenAsync();
        await menu.ClickAsync();
        await Expect(menu).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link).First).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToBeFocusedAsync();
        await Expect(Page.GetByRole(AriaRole.Navigation)).ToBeHiddenAsync();
        await menu.ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Doctor" }).ClickAsync();
        await Expect(Heading("Doctor")).ToBeFocusedAsync();
        await Expect(Page.GetByRole(AriaRole.Navigation)).ToBeHiddenAsync();
    }
}
