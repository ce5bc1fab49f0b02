using DccBridge.Companion.Platform;
using DccBridge.Companion.Resident;
using Microsoft.Extensions.Logging;

namespace DccBridge.Companion.Instance;

/// <summary>A companion that stays running for days gives memory back when it has been quiet for a while: after its start, and after each piece of work.</summary>
internal sealed class IdleMemory : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    // What ran often is compiled anew for a while; then the compiler itself is not needed any more.
    private static readonly TimeSpan Compiled = TimeSpan.FromSeconds(60);

    private readonly IResident _resident;
    private readonly ILogger _lines;
    private readonly ITimer _timer;
    private int _given;

    /// <param name="resident">Tells of its work.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lines">The log.</param>
    public IdleMemory(IResident resident, TimeProvider time, ILogger lines)
    {
        _resident = resident;
        _lines = lines;
        _timer = time.CreateTimer(_ => GiveBack(), null, Quiet, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Follows the work until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        try
        {
            await foreach (var change in _resident.Changes.SubscribeAsync(end).ConfigureAwait(false))
            {
                if (change.Kind is ChangeKind.Activity or ChangeKind.Findings or ChangeKind.Lost)
                {
                    Volatile.Write(ref _given, 0);
                    _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The end.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void GiveBack()
    {
        var before = Environment.WorkingSet;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            WorkingSet.Trim();
            _lines.LogDebug("Memory in use: {Before} MB, {After} MB after giving back.", before / 1_000_000, Environment.WorkingSet / 1_000_000);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It goes on with what it has.
            _lines.LogDebug(e, "No memory could be given back.");
        }

        if (Interlocked.Increment(ref _given) == 1)
        {
            _timer.Change(Compiled, Timeout.InfiniteTimeSpan);
        }
    }
}
