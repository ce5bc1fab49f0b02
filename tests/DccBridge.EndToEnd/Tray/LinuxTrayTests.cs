using System.Globalization;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Tray;

/// <summary>A real panel on a screen that nobody sees: the icon is looked for among the pixels, and clicked with a mouse.</summary>
[TestFixture]
[NonParallelizable]
[Platform(Include = "Linux")]
public sealed class LinuxTrayTests
{
    private const uint Blue = 0x1B7FBD;
    private const int PanelHeight = 34;

    private Desktop _desktop = null!;
    private DesktopProcess _program = null!;

    /// <summary>The program starts before any panel is there: the order of a login.</summary>
    [OneTimeSetUp]
    public async Task Start()
    {
        _desktop = await Desktop.StartAsync();
        await _desktop.StartBusAsync();
        _program = DesktopProcess.Start(BuiltProgram.StartInfo("DccBridge.TrayProgram", "tray-program"), _desktop.Environment);
        await _program.LineAsync("availability False No panel of this desktop");
        await _program.DoAsync("state Connected 0");
        _desktop.StartPanel();
        await _program.LineAsync("availability True");
        await IconAsync(Blue);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        if (_desktop is not null)
        {
            await _desktop.DisposeAsync();
        }
    }

    [SetUp]
    public async Task ShowConnected()
    {
        await _program.DoAsync("state Connected 0");
        await _program.DoAsync("pause off");
        _desktop.Move((400, 500));
        await IconAsync(Blue);
    }

    private Task<Area> IconAsync(uint color) => Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Find(color) is { Bottom: <= PanelHeight } icon ? icon : null, $"icon of colour {color:X6} in the panel");

    // Opens the menu and says where its lines are.
    private async Task<(Screenshot Before, Screenshot Shown, IReadOnlyList<int> Rows, Area Menu)> OpenMenuAsync()
    {
        var icon = await IconAsync(Blue);
        var before = await _desktop.LookAsync();
        _desktop.Click(icon.Center, button: 3);
        return await MenuAsync(before, 5);
    }

    private async Task<(Screenshot Before, Screenshot Shown, IReadOnlyList<int> Rows, Area Menu)> MenuAsync(Screenshot before, int lines)
    {
        Tuple<Screenshot, IReadOnlyList<int>, Area> found = await Eventually.SomeAsync(
            async () =>
            {
                var now = await _desktop.LookAsync();
                return now.Changed(before, PanelHeight) is { } menu && now.TextRows(menu) is { } rows && rows.Count == lines ? Tuple.Create(now, rows, menu) : null;
            },
            $"menu with {lines} lines");
        return (before, found.Item1, found.Item2, found.Item3);
    }

    [Test]
    public async Task A_click_on_the_icon_activates()
    {
        _desktop.Click((await IconAsync(Blue)).Center);

        await _program.LineAsync("activated");
    }

    [TestCase(0, "open")]
    [TestCase(2, "send")]
    [TestCase(3, "pause")]
    [TestCase(4, "quit")]
    public async Task A_line_that_is_clicked_is_the_line_that_is_told(int line, string id)
    {
        var (_, _, rows, menu) = await OpenMenuAsync();
        _desktop.Keep("menu");

        _desktop.Click((menu.Left + 50, rows[line]));

        Assert.That(await _program.LineAsync("chosen"), Is.EqualTo("chosen " + id));
    }

    [Test]
    public async Task A_line_of_a_submenu_can_be_clicked()
    {
        var (_, shown, rows, menu) = await OpenMenuAsync();
        _desktop.Move((menu.Left + 50, rows[1]));

        // The submenu lies beside the menu; what changes in the menu itself is the line under the mouse.
        var sub = await Eventually.SomeAsync(
            async () =>
            {
                var now = await _desktop.LookAsync();
                return now.Changed(shown, PanelHeight) is { } changed && changed.Right > menu.Right + 20 && new Area(menu.Right + 2, changed.Top, changed.Right, changed.Bottom) is var area && now.TextRows(area) is { Count: 2 } lines
                    ? Tuple.Create(area, lines)
                    : null;
            },
            "submenu with two lines");
        _desktop.Keep("submenu");
        _desktop.Move((sub.Item1.Left + 20, rows[1]));
        _desktop.Click((sub.Item1.Left + 20, sub.Item2[1]));

        Assert.That(await _program.LineAsync("chosen"), Is.EqualTo("chosen editor.validate"));
    }

    [Test]
    public async Task A_mark_that_is_set_while_the_program_runs_is_seen()
    {
        var (_, unmarked, rows, menu) = await OpenMenuAsync();
        var mark = new Area(menu.Left + 3, rows[3] - 10, menu.Left + 26, rows[3] + 10);

        await _program.DoAsync("pause on");

        await Eventually.SomeAsync(
            async () =>
            {
                var now = await _desktop.LookAsync();
                return Enumerable.Range(mark.Top, mark.Bottom - mark.Top).Any(y => !Row(unmarked, mark, y).SequenceEqual(Row(now, mark, y))) ? "marked" : null;
            },
            "mark in the open menu");
        _desktop.Keep("marked");
        _desktop.Press("Escape");
    }

    private static byte[] Row(Screenshot picture, Area area, int y) => picture.Rgb.AsSpan(((y * picture.Width) + area.Left) * 3, (area.Right - area.Left) * 3).ToArray();

    [Test]
    public async Task A_line_that_goes_while_the_menu_was_closed_is_gone()
    {
        await _program.DoAsync("drop send");
        var icon = await IconAsync(Blue);
        var before = await _desktop.LookAsync();
        _desktop.Click(icon.Center, button: 3);
        var (_, _, rows, menu) = await MenuAsync(before, 4);

        _desktop.Click((menu.Left + 50, rows[2]));

        Assert.That(await _program.LineAsync("chosen"), Is.EqualTo("chosen pause"));
    }

    [Test]
    public async Task Every_state_is_seen_and_none_looks_like_another()
    {
        var seen = new List<string>();
        foreach (var (state, color) in new[] { ("NoEditor 0", 0x8A8F98u), ("Connecting 0", 0x4C93C4u), ("Connected 0", Blue), ("Busy 0", 0x7E57C2u), ("Findings 3", 0xFFB300u), ("Findings 12", 0xFFB300u), ("Attention 0", 0xD93A32u) })
        {
            await _program.DoAsync("state " + state);
            string pixels = await Eventually.SomeAsync(
                async () =>
                {
                    var picture = await _desktop.LookAsync();
                    string now = Convert.ToHexString(picture.Rgb.AsSpan(0, 40 * picture.Width * 3));
                    return picture.Find(color) is { Bottom: <= PanelHeight } && !seen.Contains(now) ? now : null;
                },
                $"icon of state {state} unlike those before");
            seen.Add(pixels);
            _desktop.Keep(state.Replace(' ', '-'));
        }
    }

    [Test]
    public async Task The_tool_tip_comes_when_the_mouse_rests()
    {
        var before = await _desktop.LookAsync();
        _desktop.Move((await IconAsync(Blue)).Center);

        // Dark on the dark screen: hardly more than its letters differ.
        await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Changed(before, PanelHeight + 2, least: 200), "tool tip below the panel");
        _desktop.Keep("tooltip");
    }

    [Test]
    public async Task When_the_panel_is_killed_and_comes_again_the_icon_comes_too()
    {
        await _desktop.KillPanelAsync();
        await _program.LineAsync("availability False No panel");
        await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Find(Blue) is null ? "gone" : null, "screen without the icon");
        _desktop.Keep("panel-killed");

        _desktop.StartPanel();

        await _program.LineAsync("availability True");
        await IconAsync(Blue);
        _desktop.Keep("panel-again");
        var (_, _, rows, menu) = await OpenMenuAsync();
        _desktop.Click((menu.Left + 50, rows[2]));
        await _program.LineAsync("chosen send");
    }

    [Test]
    public async Task When_the_bus_is_killed_the_program_lives_and_comes_back_with_the_next()
    {
        await _desktop.KillBusAsync();
        await _program.LineAsync("availability False The D-Bus session ended.");
        await _desktop.KillPanelAsync();

        await _desktop.StartBusAsync();
        _desktop.StartPanel();

        await _program.LineAsync("availability True");
        await IconAsync(Blue);
        _desktop.Click((await IconAsync(Blue)).Center);
        await _program.LineAsync("activated");
    }

    [Test]
    public async Task A_notification_is_seen_replaced_and_clicked()
    {
        // The bus starts the notification service of the desktop when it is first asked for.
        _ = Peer.Require("dunst", "apt-get install dunst", ["dunst"]);
        Directory.CreateDirectory(_desktop.At("config/dunst"));
        await File.WriteAllTextAsync(_desktop.At("config/dunst/dunstrc"), """
            [global]
            origin = top-right
            offset = 20x60
            width = 300
            font = Sans 10
            markup = full
            format = "<b>%s</b>\n%b"
            mouse_left_click = do_action, close_current
            """);
        var before = await _desktop.LookAsync();
        await _program.SayAsync("notify run 1 finding in Crates");
        await _program.LineAsync("notified True");
        await _program.DoAsync("notify run 3 findings in Crates");
        var window = await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Changed(before, PanelHeight), "notification");
        _desktop.Keep("notification");

        _desktop.Click(window.Center);

        Assert.That(await _program.LineAsync("clicked"), Is.EqualTo("clicked run"));
        await Eventually.SomeAsync(async () => (await _desktop.LookAsync()).Changed(before, PanelHeight) is null ? "closed" : null, "screen without the notification");
    }

    [Test]
    public async Task Nothing_is_computed_while_nothing_happens()
    {
        var begin = CpuTime();
        await Task.Delay(TimeSpan.FromSeconds(20)); // what is measured is the waiting itself

        var used = CpuTime() - begin;
        TestContext.Out.WriteLine($"{used.TotalMilliseconds:0} ms of a core in 20 s");
        Assert.That(used, Is.LessThanOrEqualTo(TimeSpan.FromMilliseconds(20)), "0.1 % of a core");
    }

    // Time in user and kernel mode, of threads that have ended too, in hundredths of a second (proc(5), stat; the name in brackets may hold blanks).
    private TimeSpan CpuTime()
    {
        string[] fields = File.ReadAllText($"/proc/{_program.Id}/stat").Split(") ")[^1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * fields[11..13].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
    }
}
