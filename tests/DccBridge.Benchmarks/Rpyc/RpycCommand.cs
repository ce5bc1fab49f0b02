using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Rpyc;

/// <summary>Runs all workloads of the client of Houdini's hrpyc.</summary>
internal static class RpycCommand
{
    public static async Task<int> RunAsync(RunArguments arguments)
    {
        var report = new Report { Rounds = arguments.Rounds };
        await using var server = await PythonProcess.StartAsync(PythonProcess.Repository("tests", "DccBridge.EndToEnd", "Houdini", "rpyc_server.py"));
        int port = int.Parse((await server.ReadAsync()).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await using var theirs = await PythonProcess.StartAsync(PythonProcess.Repository("tests", "DccBridge.Benchmarks", "Rpyc", "rpyc_client.py"), $"{port}");
        await using var bare = await DccBridge.Dcc.Rpyc.RpycConnection.ConnectAsync("127.0.0.1", port);
        await using var ours = await DccBridge.Dcc.Houdini.HoudiniConnection.ConnectAsync(port: port);
        await arguments.RunAsync("rpyc", new RpycRun(report, arguments.Rounds, theirs, bare, ours).Workloads);
        return arguments.Conclude(report);
    }
}
