using System.Threading.Channels;

namespace DccBridge.Tray;

/// <summary>Runs handlers one after the other, away from the threads that talk to the system. A queue with a bound: what comes beyond it is dropped.</summary>
internal sealed class TrayEvents : IDisposable
{
    private readonly Channel<Func<Task>> _waiting;

    /// <param name="most">How many may wait.</param>
    /// <param name="failed">Is told what a handler threw.</param>
    public TrayEvents(int most, Action<Exception> failed)
    {
        _waiting = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(most) { SingleReader = true });
        _ = Task.Run(() => RunAsync(failed));
    }

    /// <summary>Has it run soon.</summary>
    /// <returns>Whether there was room.</returns>
    public bool Post(Func<Task> handler) => _waiting.Writer.TryWrite(handler);

    /// <summary>Has it run soon.</summary>
    /// <returns>Whether there was room.</returns>
    public bool Post(Action handler) => Post(() =>
    {
        handler();
        return Task.CompletedTask;
    });

    /// <summary>Takes no more, and returns at once: the icon may be disposed from one of its own handlers.</summary>
    public void Dispose() => _waiting.Writer.TryComplete();

    private async Task RunAsync(Action<Exception> failed)
    {
        await foreach (var handler in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await handler().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failed(e);
            }
        }
    }
}
