namespace DccBridge.Protocol.Security;

/// <summary>One limit for a whole handshake, told apart from the caller's own cancellation.</summary>
internal sealed class HandshakeTimeLimit : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenRegistration _registration;

    public HandshakeTimeLimit(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _limit = limit;
        _caller = caller;
        _timer = new CancellationTokenSource(limit, time);
        _registration = caller.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), _timer);
    }

    public CancellationToken Token => _timer.Token;

    public bool Expired => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    public HandshakeException ToException(string peer, Exception inner)
        => new(HandshakeFailure.Timeout, $"The handshake was not done within {_limit.TotalSeconds:0.###} s: {peer} did not answer in time. It is overloaded, stopped, or not DccBridge.", inner);

    public void Dispose()
    {
        // The registration first: it waits for a cancellation that runs just now, which needs the timer.
        _registration.Dispose();
        _timer.Dispose();
    }
}
