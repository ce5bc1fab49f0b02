using DccBridge.EndToEnd.Peers;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>
/// Pictures of each page, kept in <c>artifacts/dashboard-pictures</c>. Those of the README in <c>docs/pictures</c> are made anew with DCCBRIDGE_UPDATE_PICTURES=1.
/// </summary>
[TestFixture]
public sealed class PictureTests
{
    private const int LargestOfReadme = 200 * 1024;

    private static readonly (string Name, string Page)[] Pages =
    [
        ("findings", "findings?id=f0"), ("activity", "activity"), ("editors", "editors"), ("dccs", "dccs"), ("sources", "sources"), ("settings", "settings"), ("doctor", "doctor"), ("logs", "logs"),
    ];

    private static readonly string[] OfReadme = ["findings-1280-dark", "findings-1280-light", "fix-1280-light", "editors-1280-dark", "findings-480-dark"];

    [Test]
    public async Task Each_page_fits_and_is_kept_as_a_picture([Values(1280, 480)] int width, [Values] bool isDark)
    {
        await using var bench = await DashboardBench.StartAsync(DashboardBench.Size(width, isDark ? ColorScheme.Dark : ColorScheme.Light));
        Harbour.Fill(bench.Resident);
        // "2 minutes ago" is to be the same tomorrow.
        await bench.Page.Clock.SetFixedTimeAsync(PlayedResident.Now.AddMinutes(1).UtcDateTime);
        var suffix = $"{width}-{(isDark ? "dark" : "light")}";
        await bench.OpenAsync("logs");
        foreach (var (name, page) in Pages)
        {
            if (name == "findings" && width < 600)
            {
                await bench.GoAsync("findings");
                await Assertions.Expect(bench.Page.GetByRole(AriaRole.Listbox).GetByRole(AriaRole.Option)).ToHaveCountAsync(10);
                await KeepAsync(bench, $"list-{suffix}");
            }

            await bench.GoAsync(page);
            await Assertions.Expect(bench.Page.Locator("main h1")).ToBeVisibleAsync();
            if (name == "findings")
            {
                await Assertions.Expect(bench.Page.Locator(".history table")).ToBeVisibleAsync();
                await Assertions.Expect(bench.Page.Locator("img.thumbnail")).ToBeVisibleAsync();
            }

            await bench.Page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete)");

            Assert.That(await bench.TooWideAsync(), Is.Empty, name);
            await KeepAsync(bench, $"{name}-{suffix}", isWhole: name != "findings");
        }

        await bench.GoAsync("findings?id=f2");
        await Assertions.Expect(bench.Page.GetByRole(AriaRole.Region, new() { Name = "Chosen finding" })).ToContainTextAsync("A static mesh begins with SM_");
        bench.Resident.PlayedFindings.Fix = bench.Resident.PlayedFindings.Fix with { Changes = [new("/Game/Props/Crates/Lid", "Rename", "/Game/Props/Crates/Lid", "/Game/Props/Crates/SM_Lid", 4)] };
        foreach (var (key, name) in new[] { ("f", "fix"), ("x", "suppress"), ("?", "keys") })
        {
            await bench.Page.Keyboard.PressAsync(key);
            await Assertions.Expect(bench.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await KeepAsync(bench, $"{name}-{suffix}");
            await bench.Page.Keyboard.PressAsync("Escape");
        }

        Assert.That(bench.Complaints, Is.Empty);
    }

    private static async Task KeepAsync(DashboardBench bench, string name, bool isWhole = false)
    {
        var file = Path.Combine(DashboardFixture.Pictures, name + ".png");
        await bench.Page.ScreenshotAsync(new() { Path = file, FullPage = isWhole, Animations = ScreenshotAnimations.Disabled });
        TestContext.AddTestAttachment(file);
        if (OfReadme.Contains(name))
        {
            Assert.That(new FileInfo(file).Length, Is.LessThan(LargestOfReadme), $"{name} is for the README");
            if (Environment.GetEnvironmentVariable("DCCBRIDGE_UPDATE_PICTURES") == "1")
            {
                var folder = Directory.CreateDirectory(Path.Combine(Peer.RepositoryRoot, "docs", "pictures")).FullName;
                File.Copy(file, Path.Combine(folder, $"dashboard-{name}.png"), overwrite: true);
            }
        }
    }
}
