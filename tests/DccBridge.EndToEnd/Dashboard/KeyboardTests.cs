using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>Everything without a mouse.</summary>
[TestFixture]
public sealed class KeyboardTests : DashboardFixture
{
    private Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    private async Task TabToAsync(string what)
    {
        for (var i = 0; i < 60; i++)
        {
            await PressAsync("Tab");
            if ((await Bench.FocusAsync()).Contains(what, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"60 presses of Tab do not reach '{what}'; the last stop is {await Bench.FocusAsync()}.");
    }

    [Test]
    public async Task The_whole_way_from_the_first_Tab_to_a_mended_finding()
    {
        Resident.PlayedFindings.Put(PlayedFindings.Make("a", asset: "/Game/A"), PlayedFindings.Make("b", asset: "/Game/B"));
        await Bench.OpenAsync("activity");
        await PressAsync("Tab");
        Assert.That(await Bench.FocusAsync(), Does.StartWith("a Skip to content"));
        await TabToAsync("Findings");
        await PressAsync("Enter");
        await Expect(Heading("Findings")).ToBeFocusedAsync();
        await Expect(Options).ToHaveCountAsync(2);
        await TabToAsync("div Findings");
        await PressAsync("ArrowDown");
        await Expect(Options.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await PressAsync("Enter");
        await Expect(Detail.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        await TabToAsync("button Safe fix…");
        await PressAsync("Enter");
        await Expect(Dialog.GetByRole(AriaRole.Button, new() { Name = "Apply fix" })).ToBeFocusedAsync();
        await PressAsync("Enter");
        await Resident.WaitForActionAsync(action => action == "fix b");
        await Expect(Dialog.GetByRole(AriaRole.Heading, new() { Name = "Fix applied" })).ToBeVisibleAsync();
        await PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        Assert.That(await Bench.FocusAsync(), Does.Not.StartWith("body"), "the finding is gone, the focus is not lost");
    }

    [Test]
    public async Task Letters_move_in_the_list_and_do_what_the_buttons_do()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        await Expect(Options.First).ToHaveAttributeAsync("aria-selected", "true");
        await PressAsync("j");
        await PressAsync("j");
        await PressAsync("k");
        await Expect(Options.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        var chosen = (await Options.Nth(1).GetAttributeAsync("id"))!["finding-".Length..];
        await PressAsync("s");
        await Resident.WaitForActionAsync(action => action == $"select {chosen}");
        await PressAsync("u");
        await Resident.WaitForActionAsync(action => action == $"show {chosen}");
        await PressAsync("v");
        await Resident.WaitForActionAsync(action => action == $"validate finding {chosen} as dashboard");
        await PressAsync("o");
        await Resident.WaitForActionAsync(action => action == $"open source {chosen}");
        await PressAsync("x");
        await Expect(Dialog.GetByLabel("Reason")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("just so");
        Assert.That(await Dialog.GetByLabel("Reason").InputValueAsync(), Is.EqualTo("just so"), "letters are text where one writes");
    }

    [Test]
    public async Task Slash_searches_and_g_goes_to_pages()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        await PressAsync("/");
        await Expect(Page.GetByLabel("Search findings")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("pier");
        await Expect(Options).ToHaveCountAsync(2);
        await TabToAsync("Findings");
        await PressAsync("g");
        await PressAsync("e");
        await Expect(Heading("Editors")).ToBeFocusedAsync();
        await PressAsync("/");
        await Expect(Page.GetByLabel("Search findings")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Question_mark_shows_the_keys_and_letters_can_be_switched_off()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        await PressAsync("?");
        await Expect(Dialog.GetByRole(AriaRole.Heading, new() { Name = "Keys" })).ToBeFocusedAsync();
        await Dialog.GetByRole(AriaRole.Switch).UncheckAsync();
        await PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await PressAsync("s");
        await PressAsync("?");
        await Page.GetByRole(AriaRole.Listbox).FocusAsync();
        await PressAsync("ArrowDown");
        await Expect(Options.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Dialog).ToHaveCountAsync(0);
        Assert.That(Resident.Actions, Is.Empty);
    }

    [Test]
    public async Task Escape_closes_a_dialog_and_the_focus_is_where_it_was()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        await Button("Suppress…").FocusAsync();
        await PressAsync("Enter");
        await Expect(Dialog).ToBeVisibleAsync();
        // While it is open the page behind is drawn anew; the button must still be found.
        Resident.PlayedFindings.Put(PlayedFindings.Make("zz"));
        await Expect(Page.Locator(".page-head .quiet")).ToContainTextAsync("11 findings");
        for (var i = 0; i < 12; i++)
        {
            await PressAsync("Tab");
            Assert.That(await Page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null"), "the focus stays in the dialog");
        }

        await PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(Button("Suppress…")).ToBeFocusedAsync();
    }

    [Test]
    public async Task What_has_the_focus_can_be_seen()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("findings");
        for (var i = 0; i < 30; i++)
        {
            await PressAsync("Tab");
            var seen = await Page.EvaluateAsync<string?>(
                """
                () => {
                    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
                    if (e === document.body) return null;
                    const outline = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none';
                    return outline && box.width > 0 && box.height > 0 ? null : e.outerHTML.slice(0, 200);
                }
                """);
            Assert.That(seen, Is.Null);
        }
    }
}
