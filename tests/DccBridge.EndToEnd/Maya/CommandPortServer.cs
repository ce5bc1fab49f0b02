using System.Diagnostics;
using System.Globalization;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Maya;

/// <summary>The stand-in for Maya's command port, in a real Python as a process.</summary>
internal sealed class CommandPortServer : PipedProcess
{
    private CommandPortServer(ProcessStartInfo start)
        : base(start, TimeSpan.FromSeconds(60))
    {
    }

    /// <summary>Its port on the loopback.</summary>
    public int Port { get; private set; }

    public static async Task<CommandPortServer> StartAsync(params string[] arguments)
    {
        var python = Peer.Require("python3", "apt-get install python3", ["/usr/bin/python3", "python3"], "--version");
        var script = Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "Maya", "command_port.py");
        var server = new CommandPortServer(new ProcessStartInfo(python.Program, [script, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        });
        server.Port = int.Parse((await server.LineAsync("listens on")).Split(' ')[^1], CultureInfo.InvariantCulture);
        return server;
    }
}
