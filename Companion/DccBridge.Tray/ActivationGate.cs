namespace DccBridge.Tray;

/// <summary>Makes one activation of a double click, which people do on icons by habit and some systems tell as two.</summary>
internal sealed class ActivationGate(TimeProvider time)
{
    private static readonly TimeSpan DoubleClick = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private long? _last;

    /// <summary>Whether this click counts.</summary>
    public bool Passes()
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            if (_last is { } last && time.GetElapsedTime(last, now) < DoubleClick)
            {
                return false;
            }

            _last = now;
            return true;
        }
    }
}
