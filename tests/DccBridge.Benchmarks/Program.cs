using DccBridge.Benchmarks.Dashboard;
using DccBridge.Benchmarks.Dispatcher;
using DccBridge.Benchmarks.Files;
using DccBridge.Benchmarks.Offline;
using DccBridge.Benchmarks.Reporting;
using DccBridge.Benchmarks.Rules;
using DccBridge.Benchmarks.Rpyc;
using DccBridge.Benchmarks.Tray;
using DccBridge.Benchmarks.Wire;

namespace DccBridge.Benchmarks;

internal static class Program
{
    private const string Usage = """
        dccbridge-benchmarks wire [--json] [--rounds N] [--only NAME]
            Compares DccBridge with bare System.IO.Pipelines on the same transport, in paired rounds. At least 9 rounds for figures to quote.
        dccbridge-benchmarks dispatcher [--json] [--rounds N] [--only NAME]
            The way to the engine thread by itself, beside a bare queue.
        dccbridge-benchmarks files [--json] [--rounds N] [--only NAME]
            Facts of large meshes beside 'assimp info', and the bytes that are read of images. Needs blender, assimp and oiiotool.
        dccbridge-benchmarks rules [--json] [--rounds N] [--only NAME]
            All rules over 100,000 asset records.
        dccbridge-benchmarks offline [--json] [--rounds N] [--only NAME]
            'dccbridge validate' on 10,000 small files, beside 'cat' of their bytes.
        dccbridge-benchmarks rpyc [--json] [--rounds N] [--only NAME]
            The client of Houdini's hrpyc beside rpyc's own, against the same server. Needs python3-rpyc.
        dccbridge-benchmarks tray [--json] [--rounds N] [--only NAME]
            Memory and processor time of an idle 'dccbridge tray', alone and with an editor. At most 3 rounds.
        dccbridge-benchmarks dashboard [--json] [--rounds N] [--only NAME]
            How soon Chromium shows the dashboard with 10,000 findings. Needs chromium.
        """;

    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "wire":
                return await WireCommand.RunAsync(RunArguments.Parse(arguments[1..]));
            case "dispatcher":
                return await DispatcherCommand.RunAsync(RunArguments.Parse(arguments[1..]));
            case "files":
                return await FilesCommand.RunAsync(RunArguments.Parse(arguments[1..]));
            case "rules":
                return await RulesCommand.RunAsync(RunArguments.Parse(arguments[1..]));
            case "offline":
                return await OfflineCommand.RunAsync(RunArguments.Parse(arguments[1..]));
            case "read" or "hash" when arguments.Length == 2:
                // Started by the offline command.
                ReadCommand.Run(arguments[1], arguments[0] == "hash");
                return 0;
            case "facts" when arguments.Length == 2:
                // Started by the files command.
                FactsCommand.Run(arguments[1]);
                return 0;
            case "rpyc":
                return await RpycCommand.RunAsync(RunArguments.Parse(arguments[1..]));
            case "tray":
                return await TrayCommand.RunAsync(RunArguments.Parse(arguments[1..]));
            case "dashboard":
                return await DashboardCommand.RunAsync(RunArguments.Parse(arguments[1..]));
            case "serve" when arguments.Length == 4:
                // Started by the wire command: kind (floor, bridge), transport (tcp, unix), socket path.
                await ServeCommand.RunAsync(arguments[1], arguments[2], arguments[3]);
                return 0;
            case "upload" when arguments.Length == 6:
                await UploadCommand.RunAsync(arguments[1], arguments[2], arguments[3], long.Parse(arguments[4]), bool.Parse(arguments[5]));
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }
}
