namespace DccBridge.Server.GameThread;

/// <summary>What is known of the engine thread at one moment, without asking it.</summary>
/// <param name="HasTicked">False before the first tick.</param>
/// <param name="IsStalled">No tick ended for longer than <see cref="GameThreadOptions.StallLimit"/>.</param>
/// <param name="IsStopped">The dispatcher takes no more work.</param>
/// <param name="SinceTick">Time since the last tick ended.</param>
/// <param name="TicksPerSecond">Ticks per second over the last seconds.</param>
/// <param name="CurrentWork">Name of the work that runs now; null between work.</param>
/// <param name="QueueDepth">Work that waits.</param>
public readonly record struct DispatcherState(
    bool HasTicked,
    bool IsStalled,
    bool IsStopped,
    TimeSpan SinceTick,
    double TicksPerSecond,
    string? CurrentWork,
    int QueueDepth);
