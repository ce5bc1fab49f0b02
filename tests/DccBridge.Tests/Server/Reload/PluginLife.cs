using DccBridge.Server;
using DccBridge.Server.Editor;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Reload;

/// <summary>
/// One load of the plugin, from its start to its end. Runs inside the collectible context; only types of the base library cross its border,
/// as only they cross between Unreal's loader and a plugin.
/// </summary>
public sealed class PluginLife
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly BridgeServer _server;

    private PluginLife(string folder, int port, Func<Action, bool> post, Func<bool> isEngine)
    {
        var editor = new FakeEditor { IsEngineThread = isEngine };
        var options = new BridgeServerOptions
        {
            StateFolder = Path.Combine(folder, "state"),
            EndpointFolder = Path.Combine(folder, "e"),
            PreferredPort = port,
            UseUnixSocket = false,
        };
        _server = new BridgeServer(options, editor.Ports with { Engine = new ProcessEngine(post, isEngine) });
    }

    /// <summary>Makes the plugin.</summary>
    /// <param name="folder">What stays from one load to the next.</param>
    /// <param name="port">The port to take; 0 for any.</param>
    /// <param name="post">Posts to the engine's thread.</param>
    /// <param name="isEngine">True on that thread.</param>
    /// <returns>Its functions by name: "start" gives the port, "waiting" the work in the queue, "stop" the milliseconds that it took.</returns>
    public static Func<string, double> Make(string folder, int port, Func<Action, bool> post, Func<bool> isEngine) =>
        new PluginLife(folder, port, post, isEngine).Call;

    private double Call(string function)
    {
        switch (function)
        {
            case "start":
                // As StartupModule and ShutdownModule: on the engine's thread, which waits.
                Verify(_server.StartAsync());
                return _server.Port;
            case "waiting":
                return _server.Dispatcher.State.QueueDepth;
            case "stop":
                var start = TimeProvider.System.GetTimestamp();
                Verify(_server.StopAsync());
                return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "No such function.");
        }
    }

    private static void Verify(Task task)
    {
        if (!task.Wait(Limit))
        {
            throw new TimeoutException("The engine's thread waits for something that waits for the engine's thread.");
        }
    }

    private sealed class ProcessEngine(Func<Action, bool> post, Func<bool> isEngine) : IEngineThread
    {
        public bool IsCurrent => isEngine();

        public bool TryPost(Action pump) => post(pump);
    }
}
