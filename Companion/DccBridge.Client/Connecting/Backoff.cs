namespace DccBridge.Client.Connecting;

/// <summary>Growing waits between attempts, each shortened by chance.</summary>
internal sealed class Backoff(ReconnectOptions options, Random random)
{
    private int _attempts;

    /// <summary>The next wait: between half of the full one and the full one, which doubles each time up to the greatest.</summary>
    public TimeSpan Next()
    {
        var full = Math.Min(options.MaxDelay.TotalMilliseconds, options.FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(_attempts++, 30)));
        return TimeSpan.FromMilliseconds(full * (1 - (random.NextDouble() / 2)));
    }

    /// <summary>Begins with the shortest wait again.</summary>
    public void Reset() => _attempts = 0;
}
