using System.Diagnostics;
using System.IO.Compression;
using DccBridge.EndToEnd.Peers;

namespace DccBridge.EndToEnd.Tray;

/// <summary>The Windows build under wine, whose desktop has a notification area: icon, menu and notification are seen and clicked.</summary>
[TestFixture]
[NonParallelizable]
[Platform(Include = "Linux")]
public sealed class WineTrayTests
{
    private const uint Blue = 0x1B7FBD;
    private const uint Amber = 0xFFB300;
    private const uint Gray = 0x8A8F98;

    private static readonly TimeSpan PublishLimit = TimeSpan.FromMinutes(5);

    private Desktop _desktop = null!;
    private string _wine = "";
    private string _folder = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _wine = Peer.Require("wine", "apt-get install wine wine64", ["wine"]).Program;
        _folder = await PublishAsync();
        _desktop = await Desktop.StartAsync();
        _desktop.Set("WINEPREFIX", _desktop.At("wine"));
        _desktop.Set("WINEARCH", "win64");
        _desktop.Set("WINEDEBUG", "-all");

        // No menu entries in this user's desktop, and no question whether to download a browser.
        _desktop.Set("WINEDLLOVERRIDES", "winemenubuilder.exe,mshtml=d");
        await _desktop.Run(_wine, "wineboot", "-i").EndAsync();
        _desktop.Run(_wine, "explorer", "/desktop=tray,800x600");
        await StartProgramAsync();
    }

    // The desktop owns it, and nothing is started after it.
    private DesktopProcess Program => _desktop.Newest;

    private async Task StartProgramAsync()
    {
        _desktop.Run(_wine, Path.Combine(_folder, "tray-program.exe"));
        await Program.LineAsync("availability True");
        await Program.DoAsync("state Connected 0");
        await IconAsync(Blue);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_desktop is null)
        {
            return;
        }

        // All that wine started belongs to its server, and holds the pipes of the program.
        await _desktop.Run(Peer.Require("wineserver", "apt-get install wine wine64", ["wineserver", "/usr/lib/wine/wineserver"]).Program, "-k").EndAsync();
        await _desktop.DisposeAsync();
    }

    // Into folders of its own: what the tests themselves were built from stays as it is.
    private static async Task<string> PublishAsync()
    {
        string artifacts = Path.Combine(Peer.RepositoryRoot, "artifacts", "wine");
        string folder = Path.Combine(artifacts, "tray-program");
        var start = new ProcessStartInfo(
            "dotnet",
            ["publish", Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.TrayProgram"), "-c", "Release", "-r", "win-x64", "--self-contained", "-o", folder, "-v", "quiet", "-nodeReuse:false", $"-p:ArtifactsPath={artifacts}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var publish = Process.Start(start)!;
        using var limit = new CancellationTokenSource(PublishLimit);
        var output = publish.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = publish.StandardError.ReadToEndAsync(limit.Token);
        await publish.WaitForExitAsync(limit.Token);
        Assert.That(publish.ExitCode, Is.Zero, $"{await output}{await errors}");
        return folder;
    }

    private Task<Area> IconAsync(uint color) => Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Find(color), $"icon of colour {color:X6}");

    private async Task<(IReadOnlyList<int> Rows, Area Menu)> OpenMenuAsync(int lines, uint color = Blue)
    {
        _desktop.Move((600, 500));
        var icon = await IconAsync(color);
        var before = await _desktop.LookAsync();
        _desktop.Click(icon.Center, button: 3);
        var found = await Eventually.SomeAsync(
            async () =>
            {
                var now = await _desktop.LookAsync();
                return now.Changed(before, 0) is { } menu && now.TextRows(menu with { Top = Math.Max(menu.Top, icon.Center.Y) }) is { } rows && rows.Count == lines ? Tuple.Create(rows, menu) : null;
            },
            $"menu with {lines} lines");
        return (found.Item1, found.Item2);
    }

    [Test]
    public async Task A_click_on_the_icon_activates()
    {
        _desktop.Click((await IconAsync(Blue)).Center);

        await Program.LineAsync("activated");
    }

    [TestCase(0, "open")]
    [TestCase(2, "send")]
    [TestCase(3, "pause")]
    [TestCase(4, "quit")]
    public async Task A_line_that_is_clicked_is_the_line_that_is_told(int line, string id)
    {
        var (rows, menu) = await OpenMenuAsync(5);
        _desktop.Keep("menu");

        _desktop.Click((menu.Left + 60, rows[line]));

        Assert.That(await Program.LineAsync("chosen"), Is.EqualTo("chosen " + id));
    }

    [Test]
    public async Task A_line_of_a_submenu_can_be_clicked()
    {
        var (rows, menu) = await OpenMenuAsync(5);
        var before = await _desktop.LookAsync();
        _desktop.Click((menu.Left + 60, rows[1]));
        var (area, lines) = await Eventually.SomeAsync(
            async () =>
            {
                var now = await _desktop.LookAsync();
                return now.Changed(before, 0) is { } changed && changed.Right > menu.Right + 20 && new Area(menu.Right + 2, changed.Top, changed.Right, changed.Bottom) is var sub && now.TextRows(sub) is { Count: 2 } found
                    ? Tuple.Create(sub, found)
                    : null;
            },
            "submenu with two lines");
        _desktop.Keep("submenu");

        _desktop.Click((area.Left + 20, lines[1]));

        Assert.That(await Program.LineAsync("chosen"), Is.EqualTo("chosen editor.validate"));
    }

    [Test]
    public async Task Another_state_is_another_icon()
    {
        await Program.DoAsync("state Findings 3");
        await IconAsync(Amber);
        _desktop.Keep("findings");
        await Program.DoAsync("state Connected 0");
        await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Find(Amber) is null ? "gone" : null, "icon without the badge");
    }

    [Test]
    public async Task A_notification_is_seen()
    {
        _desktop.Move((600, 500));
        var before = await _desktop.LookAsync();
        await Program.SayAsync("notify run 3 findings in Crates");
        await Program.LineAsync("notified True");

        // Its click is not tried: this wine tells no program of clicks on balloons.
        await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Changed(before, 0), "balloon");
        _desktop.Keep("notification");
    }

    [Test]
    public async Task The_companion_as_people_download_it_shows_its_icon_and_ends_by_its_menu()
    {
        string folder = _desktop.At("download");
        ZipFile.ExtractToDirectory(Download(), folder);
        string program = Directory.EnumerateFiles(folder, "dccbridge.exe", SearchOption.AllDirectories).Single();
        await Program.SayAsync("quit");
        await Program.ExitAsync();
        _desktop.Set("DCCBRIDGE_HOME", "Z:" + _desktop.At("companion").Replace('/', '\\'));

        var companion = _desktop.Run(_wine, program, "tray", "--port", "0", "--endpoint-folder", "Z:" + _desktop.At("editors").Replace('/', '\\'), "--json");
        await companion.LineAsync("\"state\":\"running\"");
        await IconAsync(Gray);
        var (rows, menu) = await OpenMenuAsync(5, Gray);
        _desktop.Keep("companion");
        _desktop.Click((menu.Left + 60, rows[4]));

        Assert.That(await companion.ExitAsync(), Is.Zero);
        await StartProgramAsync();
    }

    private static string Download()
    {
        string folder = Path.Combine(Peer.RepositoryRoot, "artifacts", "pack");
        var found = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "dccbridge-*-win-x64.zip").Order(StringComparer.Ordinal).LastOrDefault() : null;
        return found ?? throw Peer.Missing("the download for Windows", $"{folder} does not hold it", ".ci/pack win");
    }

    [Test]
    public async Task When_it_ends_the_icon_goes_and_comes_with_the_next_start()
    {
        await Program.SayAsync("quit");
        Assert.That(await Program.ExitAsync(), Is.Zero);

        await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Find(Blue) is null ? "gone" : null, "screen without the icon");
        await StartProgramAsync();
    }
}
