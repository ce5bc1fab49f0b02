using System.Diagnostics;
using System.Globalization;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Houdini;

/// <summary>A real rpyc server with the stand-in <c>hou</c>, as a process.</summary>
internal sealed class RpycServer : PipedProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RpycServer(ProcessStartInfo start)
        : base(start, Patience)
    {
    }

    /// <summary>Its port on the loopback.</summary>
    public int Port { get; private set; }

    /// <param name="arguments">The folder of another stand-in; none is that of the connection's tests.</param>
    public static async Task<RpycServer> StartAsync(params string[] arguments)
    {
        var python = Peer.Require("rpyc", "apt-get install python3-rpyc", ["/usr/bin/python3", "python3"], "-c", "import rpyc");
        var start = new ProcessStartInfo(python.Program, [Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "Houdini", "rpyc_server.py"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var server = new RpycServer(start);
        var line = await server.LineAsync("listens on");
        server.Port = int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
        return server;
    }
}
