namespace DccBridge.Server.GameThread;

/// <summary>Limits of the <see cref="GameThreadDispatcher"/>.</summary>
public sealed record GameThreadOptions
{
    /// <summary>Work that may wait at once, all priorities together; more is refused as busy.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Time per tick after which no further item is begun. One item always runs, and an item is never cut in two.</summary>
    public TimeSpan TickBudget { get; init; } = TimeSpan.FromMilliseconds(8);

    /// <summary>A tick this long without work of ours is slow: the editor is unfocused and ticks about three times a second.</summary>
    public TimeSpan SlowTick { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The budget of slow ticks: nobody looks at the editor, and a whole job has to fit into one tick.</summary>
    public TimeSpan SlowTickBudget { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Without a tick for this long, the editor counts as stalled.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(3);
}
