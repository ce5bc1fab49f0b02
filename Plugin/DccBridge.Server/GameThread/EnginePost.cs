namespace DccBridge.Server.GameThread;

/// <summary>
/// One post to the engine thread that can be withdrawn. The engine holds nothing but a delegate of the base library
/// (<see cref="CancellationTokenSource.Cancel()"/>): after <see cref="Withdraw"/> no code of ours hangs on it, so a post that
/// the engine still has in its queue does not keep an unloaded plugin alive.
/// </summary>
internal sealed class EnginePost
{
    private readonly CancellationTokenRegistration _registration;

    public EnginePost(Action pump)
    {
        var signal = new CancellationTokenSource();
        _registration = signal.Token.UnsafeRegister(static state => ((Action)state!)(), pump);
        Trigger = signal.Cancel;
    }

    /// <summary>What the engine is given.</summary>
    public Action Trigger { get; }

    /// <summary>From now on the trigger does nothing. Does not wait for a pump that runs.</summary>
    public void Withdraw() => _registration.Unregister();
}
