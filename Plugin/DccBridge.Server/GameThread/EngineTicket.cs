namespace DccBridge.Server.GameThread;

/// <summary>Work that waits for the engine thread or runs there.</summary>
public sealed class EngineTicket<T>
{
    private readonly EngineCall<T> _call;

    internal EngineTicket(EngineCall<T> call)
    {
        _call = call;
        Task = call.Result.AsTask();
    }

    /// <summary>Ends with the work; see <see cref="GameThreadDispatcher.CallAsync"/>.</summary>
    public Task<T> Task { get; }

    /// <summary>Takes the work out of the queue.</summary>
    /// <returns>True when it will never run; false when it has begun or has ended.</returns>
    public bool TryWithdraw() => _call.TryWithdraw();
}
