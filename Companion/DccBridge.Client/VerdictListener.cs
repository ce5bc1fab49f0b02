namespace DccBridge.Client;

/// <summary>A handler that receives verdicts until it is disposed, throws, or the client is closed.</summary>
public sealed class VerdictListener : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal VerdictListener(Func<CancellationToken, Task> run) => Completion = RunAsync(run);

    /// <summary>Completes when the listener has ended; fails with the handler's exception, or with why the client was closed.</summary>
    public Task Completion { get; }

    /// <summary>Stops and waits until the handler has returned. Not to be called by the handler itself.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);

        // Its failure belongs to whoever awaits Completion.
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> run)
    {
        var stop = _stop.Token;
        try
        {
            await Task.Run(() => run(stop), CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped by DisposeAsync.
        }
    }
}
