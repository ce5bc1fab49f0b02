using DccBridge.EndToEnd.Headless;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Tray;

/// <summary><c>dccbridge tray</c> itself in a real panel, with a real headless editor, as an artist has them.</summary>
[TestFixture]
[NonParallelizable]
[Platform(Include = "Linux")]
public sealed class CompanionTrayTests
{
    private const uint Gray = 0x8A8F98;
    private const uint Blue = 0x1B7FBD;
    private const int PanelHeight = 34;

    private Desktop _desktop = null!;

    private DesktopProcess Program => _desktop.Newest;

    [SetUp]
    public async Task Start()
    {
        _desktop = await Desktop.StartAsync();
        await _desktop.StartBusAsync();
        _desktop.StartPanel();
        string browser = _desktop.At("browser");
        await File.WriteAllTextAsync(browser, $"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{_desktop.At("opened")}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _desktop.Set("BROWSER", browser);
        _desktop.Set("DCCBRIDGE_HOME", _desktop.At("companion"));
        _desktop.Run(BuiltProgram.StartInfo("DccBridge.Companion", "dccbridge", "tray", "--port", "0", "--endpoint-folder", _desktop.At("editors"), "--json"));
        await Program.LineAsync("\"state\":\"running\"");
        await IconAsync(Gray);
    }

    [TearDown]
    public async Task Stop() => await _desktop.DisposeAsync();

    private Task<Area> IconAsync(uint color) => Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Find(color) is { Bottom: <= PanelHeight } icon ? icon : null, $"icon of colour {color:X6} in the panel");

    private Task<string> OpenedAsync() => Eventually.SomeAsync(async () => File.Exists(_desktop.At("opened")) ? await File.ReadAllTextAsync(_desktop.At("opened")) : null, "link in the browser");

    private async Task<(IReadOnlyList<int> Rows, Area Menu, Screenshot Before)> OpenMenuAsync(uint color, int lines)
    {
        _desktop.Move((400, 500));
        var icon = await IconAsync(color);
        var before = await _desktop.LookAsync();
        _desktop.Click(icon.Center, button: 3);
        var found = await Eventually.SomeAsync(
            async () =>
            {
                var now = await _desktop.LookAsync();
                return now.Changed(before, PanelHeight) is { } menu && now.TextRows(menu) is { } rows && rows.Count == lines ? Tuple.Create(rows, menu) : null;
            },
            $"menu with {lines} lines");
        return (found.Item1, found.Item2, before);
    }

    [Test]
    public async Task An_editor_that_starts_is_seen_and_the_menu_does_what_it_says()
    {
        var (editor, _) = await HeadlessProcess.StartReadyAsync(_desktop.At("content"), "--endpoint-folder", _desktop.At("editors"), "--port", "0");
        await using var ends = editor;
        await IconAsync(Blue);
        _desktop.Keep("connected");

        // Open dashboard, the editor, Validate, Pause, Settings, Logs, Quit.
        var (rows, menu, _) = await OpenMenuAsync(Blue, 7);
        _desktop.Keep("menu");
        _desktop.Click((menu.Left + 50, rows[4]));
        Assert.That(await OpenedAsync(), Does.Match(@"^http://127\.0\.0\.1:\d+/open\?ticket=\S+&page=settings\n$"));

        (rows, menu, _) = await OpenMenuAsync(Blue, 7);
        _desktop.Click((menu.Left + 50, rows[6]));
        Assert.That(await Program.ExitAsync(), Is.Zero);
        await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Find(Blue) is null ? "gone" : null, "screen without the icon");
    }

    [Test]
    public async Task Without_an_editor_the_menu_is_short_and_a_click_opens_the_dashboard()
    {
        var (_, _, before) = await OpenMenuAsync(Gray, 5);
        _desktop.Keep("menu-without-editor");
        _desktop.Press("Escape");
        await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Changed(before, PanelHeight) is null ? "closed" : null, "screen without the menu");

        _desktop.Click((await IconAsync(Gray)).Center);

        Assert.That(await OpenedAsync(), Does.Match(@"^http://127\.0\.0\.1:\d+/open\?ticket=\S+\n$"));
    }
}
