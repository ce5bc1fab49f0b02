using System.Diagnostics;
using System.Globalization;
using DccBridge.EndToEnd.Houdini;
using DccBridge.EndToEnd.Maya;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Dccs;

/// <summary>Processes that stand in for DCCs, each with the stand-in of its Python module.</summary>
internal static class StandIns
{
    /// <summary>The folder of the modules.</summary>
    public static string Modules => Path.Combine(Peer.RepositoryRoot, "tests", "CompanionPython", "stand_ins");

    public static Task<RpycServer> HoudiniAsync() => RpycServer.StartAsync(Modules);

    public static Task<CommandPortServer> MayaAsync(params string[] arguments) => CommandPortServer.StartAsync(["--modules", Modules, .. arguments]);

    public static async Task<PainterServer> PainterAsync(params string[] arguments)
    {
        var python = Peer.Require("python3", "apt-get install python3", ["/usr/bin/python3", "python3"], "--version");
        var script = Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "Painter", "remote_scripting.py");
        var server = new PainterServer(new ProcessStartInfo(python.Program, [script, Modules, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
        server.Port = int.Parse((await server.LineAsync("listens on")).Split(' ')[^1], CultureInfo.InvariantCulture);
        return server;
    }
}

/// <summary>The stand-in for Painter's remote scripting.</summary>
internal sealed class PainterServer(ProcessStartInfo start) : PipedProcess(start, TimeSpan.FromSeconds(60))
{
    /// <summary>Its port on the loopback.</summary>
    public int Port { get; set; }
}
