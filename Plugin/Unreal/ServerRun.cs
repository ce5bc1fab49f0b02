using DccBridge.Server;
using DccBridge.Server.Editor;

namespace DccBridge.Unreal;

/// <summary>One server that is started in the background, again and again until it can: a state folder may be held by an assembly that is being unloaded, a disk may be full.</summary>
internal sealed class ServerRun(Func<BridgeServer> make, IBridgeLog log, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private volatile BridgeServer? _server;
    private Task _starting = Task.CompletedTask;

    /// <summary>The server; null until it is started and after it is stopped.</summary>
    public BridgeServer? Server => _stop.IsCancellationRequested ? null : _server;

    /// <summary>Begins; returns at once. Once.</summary>
    public void Start() => _starting = Task.Run(StartAsync);

    /// <summary>Ends; a start that is under way ends too. Bounded as <see cref="BridgeServer.StopAsync"/>.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _starting.ConfigureAwait(false);
        if (_server is { } server)
        {
            await server.StopAsync().ConfigureAwait(false);
        }
    }

    private async Task StartAsync()
    {
        for (var pause = FirstPause; !_stop.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var server = make();
                await server.StartAsync(_stop.Token).ConfigureAwait(false);
                _server = server;
                return;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.Write(BridgeLogLevel.Warning, $"DccBridge could not start and tries again in {pause.TotalSeconds:0} s. Close another editor of this project, if there is one.", exception);
            }

            await Task.Delay(pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
