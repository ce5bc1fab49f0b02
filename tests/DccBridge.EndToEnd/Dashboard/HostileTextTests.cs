using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>Texts of editors and DCCs are text, whatever stands in them.</summary>
[TestFixture]
public sealed class HostileTextTests : DashboardFixture
{
    private const string Markup = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script><a href=\"javascript:window.hacked=3\">x</a>";
    private const string Turned = "SM_Crate\u202Egnp.exe";
    private const string Emoji = "👩‍🎨 箱子 صندوق 🧱";

    private static readonly string Long = string.Concat(Enumerable.Repeat("wwwwwwwwww", 1_000));

    private static readonly string[] All = [Markup, Turned, Emoji, Long, "a\u0000b\u0007c\u001b[31m"];

    [Test]
    public async Task They_are_shown_as_they_are_on_every_page_and_nothing_grows_too_wide([Values(1280, 480)] int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        Page.Dialog += (_, dialog) => Bench.Complaints.Enqueue($"a dialog opened: {dialog.Message}");
        Fill();
        foreach (var page in new[] { "editors", "activity", "dccs", "sources", "doctor", "settings", "findings?sort=asset", "findings?sort=source", "findings?id=h0", "findings?id=h1", "findings?id=h2", "findings?id=h3" })
        {
            await (Page.Url.StartsWith("about", StringComparison.Ordinal) ? Bench.OpenAsync(page) : Bench.GoAsync(page));
            await Expect(Page.Locator("main h1")).ToBeVisibleAsync();
            Assert.That(await Bench.TooWideAsync(), Is.Empty, page);
            Assert.That(await Page.Locator("main img[src='x'], main script, main [onerror], a[href^='javascript']").CountAsync(), Is.Zero, page);
            Assert.That(await Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('main *')].some(e => [...e.childNodes].some(n => n.nodeType === 3 && /[\\u202a-\\u202e\\u0000\\u001b]/.test(n.data)))"), Is.False, page);
        }

        await Bench.GoAsync("findings?id=h0");
        await Expect(Detail).ToContainTextAsync(Markup);
        await Bench.GoAsync("findings?id=h1");
        await Expect(Detail).ToContainTextAsync("SM_Crate\uFFFDgnp.exe");
        await Bench.GoAsync("findings?id=h2");
        await Expect(Detail).ToContainTextAsync(Emoji);
        await Bench.GoAsync("findings?id=h3");
        await Expect(Detail).ToContainTextAsync(Long);
        // No address may be so long that it holds such a path: its history cannot be asked for, which the page says.
        Assert.That(Bench.Complaints.Where(complaint => !complaint.Contains("414", StringComparison.Ordinal)), Is.Empty);
        Bench.ForgetComplaints();
        Assert.That(await Page.EvaluateAsync<object?>("() => window.hacked ?? null"), Is.Null);
    }

    [Test]
    public async Task An_answer_of_a_DCC_and_a_notification_are_text_too()
    {
        Fill();
        await Bench.OpenAsync("findings?id=h0");
        await Button("Select in DCC").ClickAsync();
        await Expect(Messages).ToContainTextAsync($"{Markup} is selected in Blender.");
        await Resident.PlayedNotices.NotifyAsync(new NoticeView("n", Markup, Markup, true, "javascript:window.hacked=4"));
        await Expect(Messages).ToContainTextAsync(Markup);
        await Expect(Messages.GetByRole(AriaRole.Button, new() { Name = "Show" })).ToHaveCountAsync(0);
        await Button("Safe fix…").ClickAsync();
        await Expect(Dialog).ToContainTextAsync(Markup);
        Assert.That(await Page.EvaluateAsync<object?>("() => window.hacked ?? null"), Is.Null);
    }

    private void Fill()
    {
        Resident.Set(status => status with
        {
            Summary = Markup,
            Attention = All,
            Editors = [.. All.Select((text, at) => new EditorView { Id = $"e{at}", Project = text, ProjectPath = text, Engine = text, ProcessId = at, Link = EditorLinkState.Connected, Activity = text, Modal = text, Message = text })],
        });
        Resident.PlayedFindings.Put(All.Select((text, at) => PlayedFindings.Make($"h{at}") with
        {
            Project = text, AssetPath = $"/Game/{text}", AssetClass = text, RuleId = text, Severity = at == 0 ? text : "error", Message = text, Fix = text, Node = text, Material = text,
            Source = new SourceView { Path = text, Exists = false, Dcc = text, Scene = text },
        }));
        foreach (var text in All)
        {
            Resident.PlayedActivities.Put(new ActivityView
            {
                Id = Guid.NewGuid(), Kind = ActivityKind.Send, Title = text, State = ActivityState.Failed, Stage = text, Message = text, Error = new ErrorView(text, text), Project = text, Files = [text], FileCount = 1,
                Assets = [text], CreatedAt = PlayedResident.Now, Origin = text,
            });
            Resident.Checks.Add(new CheckView(text, text, text, false));
        }

        Resident.PlayedDccs.Put([.. All.Select((text, at) => new DccView { Id = $"d{at}", Kind = text, Name = text, Scene = text, Address = text, Capabilities = [text, "export"], Message = text })]);
        Resident.PlayedSources.Put([.. All.Select((text, at) => new WatchedSourceView { Id = $"s{at}", Path = text, Project = text, SentAt = PlayedResident.Now })]);
        Resident.PlayedSettings.Problems = All;
        Resident.PlayedFindings.Fix = new FixView { Changes = [new FixChangeView(Markup, Markup, Markup, Markup, 1)], Refused = All, PlanHash = "x" };
    }
}
