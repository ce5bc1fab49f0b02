using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>One activity as it goes on.</summary>
internal sealed class Activity(KeptActivity kept)
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _stop = new();
    private TaskCompletionSource<ActivityView> _ended = kept.HasEnded ? Done(kept.View) : New();
    private KeptActivity _kept = kept;

    /// <summary>As it stands.</summary>
    public KeptActivity Kept
    {
        get
        {
            lock (_gate)
            {
                return _kept;
            }
        }
    }

    /// <summary>As it is shown.</summary>
    public ActivityView View => Kept.View;

    /// <summary>Fires when it is to stop.</summary>
    public CancellationToken Stop
    {
        get
        {
            lock (_gate)
            {
                return _stop.Token;
            }
        }
    }

    /// <summary>Completes when it has ended.</summary>
    public Task<ActivityView> Ended
    {
        get
        {
            lock (_gate)
            {
                return _ended.Task;
            }
        }
    }

    /// <summary>Changes it. What has ended stays as it is, unless the change begins it again.</summary>
    /// <returns>The new state; null when nothing changed.</returns>
    public KeptActivity? Change(Func<KeptActivity, KeptActivity> change)
    {
        TaskCompletionSource<ActivityView>? ended = null;
        KeptActivity after;
        lock (_gate)
        {
            after = change(_kept);
            if (after == _kept)
            {
                return null;
            }

            if (_kept.HasEnded && !after.HasEnded)
            {
                (_stop, _ended) = (new CancellationTokenSource(), New());
            }
            else if (after.HasEnded && !_kept.HasEnded)
            {
                ended = _ended;
            }

            _kept = after;
        }

        ended?.TrySetResult(after.View);
        return after;
    }

    /// <summary>Asks it to stop.</summary>
    public void Cancel()
    {
        CancellationTokenSource stop;
        lock (_gate)
        {
            stop = _stop;
        }

        stop.Cancel();
    }

    private static TaskCompletionSource<ActivityView> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<ActivityView> Done(ActivityView view)
    {
        var done = New();
        done.SetResult(view);
        return done;
    }
}
