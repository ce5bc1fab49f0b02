using DccBridge.Server.Editor;

namespace DccBridge.Benchmarks.Dispatcher;

/// <summary>An engine that ticks when it is told, on the caller's thread.</summary>
internal sealed class SteppedEngine : IEngineThread
{
    private Action? _posted;

    public bool IsCurrent => true;

    public bool TryPost(Action pump)
    {
        _posted = pump;
        return true;
    }

    public void Tick()
    {
        Action? pump = _posted;
        _posted = null;
        pump?.Invoke();
    }
}
