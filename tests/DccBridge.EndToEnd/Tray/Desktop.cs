using DccBridge.EndToEnd.Peers;

namespace DccBridge.EndToEnd.Tray;

/// <summary>A screen that nobody sees, with a bus and a window manager of its own; files of the user's home are not touched.</summary>
internal sealed class Desktop : IAsyncDisposable
{
    private const int Width = 800;
    private const int Height = 600;

    private readonly string _folder = Directory.CreateTempSubdirectory("dccbridge-desktop-").FullName;
    private readonly List<DesktopProcess> _processes = [];
    private readonly Dictionary<string, string> _environment;
    private readonly Peer _xdotool = Peer.Require("xdotool", "apt-get install xdotool", ["xdotool"]);
    private readonly Peer _import = Peer.Require("ImageMagick", "apt-get install imagemagick", ["import"]);
    private DesktopProcess? _bus;
    private DesktopProcess? _panel;

    private Desktop()
    {
        foreach (string name in (string[])["config", "cache", "data", "home", "run"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(At("run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _environment = new Dictionary<string, string>
        {
            ["HOME"] = At("home"),
            ["XDG_CONFIG_HOME"] = At("config"),
            ["XDG_CACHE_HOME"] = At("cache"),
            ["XDG_DATA_HOME"] = At("data"),
            ["XDG_STATE_HOME"] = At("data"),
            ["XDG_RUNTIME_DIR"] = At("run"),
            ["DBUS_SESSION_BUS_ADDRESS"] = $"unix:path={At("run/bus")}",
            ["NO_AT_BRIDGE"] = "1",
            ["GSETTINGS_BACKEND"] = "memory",
            ["LANG"] = "C.UTF-8",
        };
    }

    /// <summary>What a program needs to know to be in this desktop.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>A path in the desktop's folder.</summary>
    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>The program that was started last.</summary>
    public DesktopProcess Newest => _processes[^1];

    /// <summary>Adds to what programs find in their environment.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    /// <summary>Starts a screen and a window manager.</summary>
    public static async Task<Desktop> StartAsync()
    {
        var desktop = new Desktop();
        try
        {
            var server = desktop.Run(Peer.Require("Xvfb", "apt-get install xvfb", ["Xvfb"]).Program, "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", $"{Width}x{Height}x24");
            desktop._environment["DISPLAY"] = ":" + await server.LineAsync("");
            desktop.Run(Peer.Require("openbox", "apt-get install openbox", ["openbox"]).Program);
            return desktop;
        }
        catch
        {
            await desktop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program in the desktop; it ends with it.</summary>
    public DesktopProcess Run(string program, params string[] arguments) => Own(DesktopProcess.Start(program, _environment, arguments));

    /// <summary>Starts a program in the desktop; it ends with it.</summary>
    public DesktopProcess Run(System.Diagnostics.ProcessStartInfo start) => Own(DesktopProcess.Start(start, _environment));

    private DesktopProcess Own(DesktopProcess process)
    {
        _processes.Add(process);
        return process;
    }

    /// <summary>Starts the message bus, always at the same address.</summary>
    public async Task StartBusAsync()
    {
        File.Delete(At("run/bus"));
        _bus = Run(Peer.Require("dbus-daemon", "apt-get install dbus-daemon", ["dbus-daemon"]).Program, "--session", "--nofork", "--nopidfile", "--print-address=1", $"--address=unix:path={At("run/bus")}");
        await _bus.LineAsync("unix:path=");
    }

    /// <summary>Kills the message bus, and with it what it started.</summary>
    public Task KillBusAsync() => _bus!.KillAsync();

    /// <summary>Starts the panel of Xfce with a notification area and nothing else, along the upper edge.</summary>
    public void StartPanel()
    {
        string channels = At("config/xfce4/xfconf/xfce-perchannel-xml");
        Directory.CreateDirectory(channels);
        File.WriteAllText(Path.Combine(channels, "xfce4-panel.xml"), """
            <?xml version="1.0" encoding="UTF-8"?>
            <channel name="xfce4-panel" version="1.0">
              <property name="configver" type="int" value="2"/>
              <property name="panels" type="array">
                <value type="int" value="1"/>
                <property name="panel-1" type="empty">
                  <property name="position" type="string" value="p=6;x=0;y=0"/>
                  <property name="position-locked" type="bool" value="true"/>
                  <property name="length" type="uint" value="100"/>
                  <property name="size" type="uint" value="32"/>
                  <property name="icon-size" type="uint" value="24"/>
                  <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
                </property>
              </property>
              <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
            </channel>
            """);
        _panel = Run(Peer.Require("xfce4-panel", "apt-get install xfce4-panel", ["xfce4-panel"]).Program, "--disable-wm-check");
    }

    /// <summary>Kills the panel.</summary>
    public Task KillPanelAsync() => _panel!.KillAsync();

    /// <summary>What the screen shows.</summary>
    public Task<Screenshot> LookAsync() => Task.Run(() =>
    {
        byte[] pixels = _import.Run([], "-display", _environment["DISPLAY"], "-window", "root", "-depth", "8", "rgb:-");
        Assert.That(pixels, Has.Length.EqualTo(Width * Height * 3));
        return new Screenshot(Width, Height, pixels);
    });

    /// <summary>Keeps a picture of the screen beside the test results.</summary>
    public void Keep(string name)
    {
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", "tray");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"{TestContext.CurrentContext.Test.ClassName!.Split('.')[^1]}-{name}.png");
        _import.Run([], "-display", _environment["DISPLAY"], "-window", "root", file);
        TestContext.AddTestAttachment(file);
    }

    /// <summary>Moves the mouse and clicks.</summary>
    public void Click((int X, int Y) at, int button = 1)
    {
        Move(at);
        Xdotool("click", $"{button}");
    }

    /// <summary>Moves the mouse.</summary>
    public void Move((int X, int Y) at) => Xdotool("mousemove", $"{at.X}", $"{at.Y}");

    /// <summary>Presses a key.</summary>
    public void Press(string key) => Xdotool("key", key);

    /// <summary>Runs xdotool; an argument of --display is its own way to say where.</summary>
    private void Xdotool(params string[] arguments)
    {
        // Peer.Run knows no environment: env brings it.
        var env = Peer.Require("env", "apt-get install coreutils", ["/usr/bin/env"]);
        env.Run([], [$"DISPLAY={_environment["DISPLAY"]}", _xdotool.Program, .. arguments]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The screen last: its clients would complain.
        foreach (var process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
