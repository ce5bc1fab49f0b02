using System.Runtime.CompilerServices;
using System.Text;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Unreal;
using DccBridge.Tray;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Companion;

internal static class Program
{
    private static int Main(string[] arguments) =>
        OperatingSystem.IsMacOS() && arguments is ([] or [TrayCommand.Name, ..]) ? RunWithMainLoop(arguments) : RunAsync(arguments).GetAwaiter().GetResult();

    // The tray needs the first thread on macOS. Apart from Main, so that no other command loads the tray's assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunWithMainLoop(string[] arguments) => TrayDesktop.RunWithMainLoop(() => RunAsync(arguments));

    private static async Task<int> RunAsync(string[] arguments)
    {
        // The companion that stays needs no window; every other command writes into it.
        var isWindowClosed = arguments is [] or [TrayCommand.Name, ..] && OwnConsole.CloseIfAlone();
        if (OperatingSystem.IsWindows() && !isWindowClosed)
        {
            // Elsewhere it is UTF-8 already, and setting it costs time at start.
            Console.OutputEncoding = Encoding.UTF8;
        }

        var emergency = new EmergencyEnd();
        using var interruption = new Interruption(Console.Error, emergency);
        var terminal = Terminal.Detect(Environment.GetEnvironmentVariable);
        var services = new CliServices
        {
            Out = Console.Out,
            Error = Console.Error,
            Console = terminal.Create(Console.Out),
            IsInteractive = terminal.IsInteractive,
            WorkingFolder = Environment.CurrentDirectory,
            Connector = new EditorConnector(TimeProvider.System),
            Headless = new HeadlessLauncher(AppContext.BaseDirectory, emergency),
            Ports = new PortProbe(),
            StudioSettings = SettingsSources.StudioOfEnvironment(),
            Trace = Environment.GetEnvironmentVariable("DCCBRIDGE_TRACE") is { Length: > 0 },
        };
        return await DccBridgeCommand.RunAsync(services, Asked(arguments, isWindowClosed), interruption.Asked).ConfigureAwait(false);
    }

    // A double click, or a start from a menu of the desktop, gives no arguments and no terminal: it means the companion that stays. In a terminal or a script a command is missing.
    private static string[] Asked(string[] arguments, bool isWindowClosed) =>
        arguments.Length == 0 && (isWindowClosed || DesktopStart.IsThis(Environment.GetEnvironmentVariable))
            ? [TrayCommand.Name, TrayCommand.Open]
            : arguments;
}
