using System.Text;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Unreal;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Companion;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (OperatingSystem.IsWindows())
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
        return await DccBridgeCommand.RunAsync(services, arguments, interruption.Asked).ConfigureAwait(false);
    }
}
