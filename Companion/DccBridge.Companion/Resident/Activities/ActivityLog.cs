using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>All activities, in memory and on disk. What ran when the companion was killed is interrupted after the next start.</summary>
internal sealed class ActivityLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ResidentOptions _options;
    private readonly Journal<KeptActivity> _journal;
    private readonly Func<int> _keepDays;
    private readonly Action<ActivityView> _changed;
    private readonly Dictionary<Guid, Activity> _byId = [];
    private readonly List<Activity> _inOrder = [];

    /// <param name="options">Limits and clock.</param>
    /// <param name="journal">Where they are kept.</param>
    /// <param name="keepDays">Days that ended ones are kept.</param>
    /// <param name="changed">Told of each change; must not block.</param>
    /// <param name="told">Told what could not be read.</param>
    public ActivityLog(ResidentOptions options, Journal<KeptActivity> journal, Func<int> keepDays, Action<ActivityView> changed, Action<string> told)
    {
        (_options, _journal, _keepDays, _changed) = (options, journal, keepDays, changed);
        var latest = new Dictionary<Guid, KeptActivity>();
        journal.Load(kept => latest[kept.View.Id] = kept, told);
        foreach (var kept in latest.Values.OrderBy(k => k.View.CreatedAt))
        {
            Put(new Activity(kept.HasEnded ? kept : Interrupted(kept)));
        }

        Prune();
        if (latest.Values.Any(k => !k.HasEnded) || latest.Count != _inOrder.Count)
        {
            journal.Rewrite(All());
        }
    }

    /// <summary>Why activities are not kept on disk at the moment; null when they are.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _journal.Problem;
            }
        }
    }

    /// <summary>Adds a new one.</summary>
    public Activity Add(KeptActivity kept)
    {
        var activity = new Activity(kept);
        lock (_gate)
        {
            Prune();
            Put(activity);
            _journal.Keep(kept, All, _inOrder.Count);
        }

        _changed(kept.View);
        return activity;
    }

    /// <summary>Changes one and tells of it.</summary>
    /// <param name="activity">Which.</param>
    /// <param name="change">The change.</param>
    /// <param name="keep">False: it is of the moment and is not written.</param>
    public void Change(Activity activity, Func<KeptActivity, KeptActivity> change, bool keep)
    {
        KeptActivity? kept;
        lock (_gate)
        {
            kept = activity.Change(change);
            if (kept is not null && keep)
            {
                _journal.Keep(kept, All, _inOrder.Count);
            }
        }

        if (kept is null)
        {
            return;
        }

        _changed(kept.View);
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Activity> List()
    {
        lock (_gate)
        {
            return [.. _inOrder.AsEnumerable().Reverse()];
        }
    }

    /// <summary>One by its id; null when it is not known.</summary>
    public Activity? Find(Guid id)
    {
        lock (_gate)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>The send with this key, while the key is remembered.</summary>
    public Activity? FindByKey(string key)
    {
        var since = _options.Time.GetUtcNow() - _options.KeyLife;
        return List().FirstOrDefault(a => a.Kept.Send?.IdempotencyKey == key && a.View.CreatedAt >= since);
    }

    /// <summary>Tries again to write what could not be kept, and forgets what is too old.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            Prune();
            _journal.Mend(All);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _journal.Dispose();
        }
    }

    private KeptActivity Interrupted(KeptActivity kept) => kept with
    {
        View = kept.View with
        {
            State = ActivityState.Interrupted,
            Stage = null,
            EndedAt = _options.Time.GetUtcNow(),
            Message = kept.Operations.Count == 0
                ? "dccbridge ended before the editor was asked for anything. Do it again."
                : "dccbridge ended in the middle of it. What the editor has of it shows when the editor is connected.",
        },
        IsSettled = kept.Operations.Count == 0,
    };

    private IEnumerable<KeptActivity> All() => _inOrder.Select(a => a.Kept);

    private void Put(Activity activity)
    {
        _byId.Add(activity.View.Id, activity);
        _inOrder.Add(activity);
    }

    private void Prune()
    {
        var oldest = _options.Time.GetUtcNow() - TimeSpan.FromDays(_keepDays());
        var over = _inOrder.Count + 1 - _options.MaxActivities;
        _inOrder.RemoveAll(a =>
        {
            if (!a.Kept.HasEnded || (over <= 0 && a.View.CreatedAt >= oldest))
            {
                return false;
            }

            over--;
            return _byId.Remove(a.View.Id);
        });
    }
}
