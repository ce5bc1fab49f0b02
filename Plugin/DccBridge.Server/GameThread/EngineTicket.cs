namespace DccBridge.Server.GameThread;

/// <summary>Work that waits for the engine thread or runs there.</summary>
public sealed class EngineTicket<T>
{
    private readonly GameThreadDispatcher _dispatcher;
    private readonly EngineCall<T> _call;

    internal EngineTicket(GameThreadDispatcher dispatcher, EngineCall<T> call)
    {
        _dispatcher = dispatcher;
        _call = call;
    }

    /// <summary>Ends with the work; see <see cref="GameThreadDispatcher.RunAsync"/>.</summary>
    public Task<T> Task => _call.Task;

    /// <summary>Takes the work out of the queue.</summary>
    /// <returns>True when it will never run; false when it has begun or has ended.</returns>
    public bool TryWithdraw() => _dispatcher.CancelQueued(_call);
}
