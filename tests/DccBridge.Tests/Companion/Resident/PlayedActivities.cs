using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>Activities that stand where the test puts them; a new one is queued.</summary>
internal sealed class PlayedActivities(PlayedResident resident) : IActivities
{
    private readonly Lock _gate = new();
    private readonly List<ActivityView> _all = [];
    private readonly Dictionary<string, Guid> _byKey = [];
    private readonly Dictionary<Guid, TaskCompletionSource<ActivityView>> _ends = [];
    private SendRequest? _last;

    /// <summary>Whether an activity has ended.</summary>
    public static bool HasEnded(ActivityState state) => state is not (ActivityState.Queued or ActivityState.Running or ActivityState.Cancelling);

    /// <summary>Adds one, or puts a new state in the place of the one with its id; tells of it.</summary>
    public ActivityView Put(ActivityView activity)
    {
        lock (_gate)
        {
            var at = _all.FindIndex(a => a.Id == activity.Id);
            if (at < 0)
            {
                _all.Insert(0, activity);
            }
            else
            {
                _all[at] = activity;
            }

            if (!_ends.TryGetValue(activity.Id, out var end))
            {
                _ends[activity.Id] = end = new TaskCompletionSource<ActivityView>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (HasEnded(activity.State))
            {
                end.TrySetResult(activity);
            }
        }

        resident.Feed.Push(ChangeKind.Activity, activity);
        return activity;
    }

    /// <inheritdoc/>
    public ActivityView Send(SendRequest request)
    {
        if (request.Files.Count == 0)
        {
            throw new ResidentException(ResidentFault.Invalid, "usage", "files: name at least one file or folder, by its absolute path.");
        }

        if (request.IdempotencyKey is { } key)
        {
            lock (_gate)
            {
                if (_byKey.TryGetValue(key, out var known))
                {
                    return _all.First(a => a.Id == known);
                }
            }
        }

        resident.Did($"send {string.Join(", ", request.Files)} to {request.To ?? "its place"} as {request.Origin}");
        _last = request;
        var activity = Begin(ActivityKind.Send, $"Send {request.Files.Count} files", request.Origin, request.Files);
        if (request.IdempotencyKey is { } newKey)
        {
            lock (_gate)
            {
                _byKey[newKey] = activity.Id;
            }
        }

        return activity;
    }

    /// <inheritdoc/>
    public ActivityView SendAgain(string origin)
    {
        var last = _last ?? throw new ResidentException(ResidentFault.Conflict, "nothingSent", "Nothing was sent since the start: send something first.");
        resident.Did($"send again as {origin}");
        return Begin(ActivityKind.Send, $"Send {last.Files.Count} files again", origin, last.Files);
    }

    /// <inheritdoc/>
    public ActivityView Validate(ValidateRequest request)
    {
        resident.Did($"validate {(request.Paths.Count == 0 ? "all" : string.Join(", ", request.Paths))} in {request.Editor ?? "the editor"} as {request.Origin}");
        return Begin(ActivityKind.Validate, "Validate", request.Origin, []);
    }

    /// <inheritdoc/>
    public ActivityView SendFromDcc(string dccId, SendRequest request)
    {
        resident.Did($"send from {dccId} to {request.To ?? "its place"} as {request.Origin}");
        return Begin(ActivityKind.Export, $"Export from {dccId}", request.Origin, []);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActivityView> List(int offset, int limit)
    {
        lock (_gate)
        {
            return [.. _all.Skip(offset).Take(limit)];
        }
    }

    /// <inheritdoc/>
    public ActivityView? Find(Guid id)
    {
        lock (_gate)
        {
            return _all.Find(a => a.Id == id);
        }
    }

    /// <inheritdoc/>
    public bool Cancel(Guid id)
    {
        var activity = Find(id) ?? throw PlayedResident.NoSuch("activity", id.ToString());
        if (HasEnded(activity.State))
        {
            return false;
        }

        resident.Did($"cancel {activity.Title}");
        Put(activity with { State = ActivityState.Cancelled, Message = "Stopped.", EndedAt = PlayedResident.Now });
        return true;
    }

    /// <inheritdoc/>
    public Task<ActivityView> WaitAsync(Guid id, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _ends.TryGetValue(id, out var end) ? end.Task.WaitAsync(cancellation) : throw PlayedResident.NoSuch("activity", id.ToString());
        }
    }

    /// <summary>A new one, queued.</summary>
    public ActivityView Begin(ActivityKind kind, string title, string origin, IReadOnlyList<string> files) => Put(new ActivityView
    {
        Id = Guid.NewGuid(),
        Kind = kind,
        Title = title,
        State = ActivityState.Queued,
        Files = files,
        FileCount = files.Count,
        CreatedAt = PlayedResident.Now,
        Origin = origin,
    });
}
