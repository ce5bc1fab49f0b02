using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Thumbnails;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>Findings that a test fills in; queries filter, sort, group and page them.</summary>
internal sealed class PlayedFindings(PlayedResident resident) : IFindings
{
    private readonly Lock _gate = new();
    private readonly List<FindingView> _all = [];

    /// <summary>Pictures by id of the finding.</summary>
    public Dictionary<string, byte[]> Thumbnails { get; } = [];

    /// <summary>Judgements of all assets.</summary>
    public List<VerdictView> Verdicts { get; } = [];

    /// <summary>What a preview shows, and what is made when its plan hash is given back.</summary>
    public FixView Fix { get; set; } = new()
    {
        Changes = [new FixChangeView("/Game/Crate", "rename", "Crate", "SM_Crate", 2)],
        PlanHash = "9f86d081884c7d65",
    };

    /// <summary>A finding with all that is required.</summary>
    public static FindingView Make(string id, string severity = "error", string rule = "name.prefix", string asset = "/Game/Crate") => new()
    {
        Id = id,
        Project = "Game",
        EditorId = "editor-1",
        AssetPath = asset,
        AssetClass = "StaticMesh",
        RuleId = rule,
        Severity = severity,
        Message = $"{asset} breaks {rule}.",
        Fix = "Mend it.",
        Node = "Crate",
        FirstSeenAt = PlayedResident.Now,
        ValidatedAt = PlayedResident.Now,
        RunId = new Guid("11111111-2222-3333-4444-555555555555"),
        CanFix = true,
        CanSelect = true,
    };

    /// <summary>Adds findings, or puts new ones in the place of those with their ids; tells of it once.</summary>
    public void Put(params IEnumerable<FindingView> findings)
    {
        lock (_gate)
        {
            foreach (var finding in findings)
            {
                var at = _all.FindIndex(f => f.Id == finding.Id);
                if (at < 0)
                {
                    _all.Add(finding);
                }
                else
                {
                    _all[at] = finding;
                }
            }
        }

        Tell();
    }

    /// <summary>Takes one away.</summary>
    public void Remove(string id)
    {
        lock (_gate)
        {
            _all.RemoveAll(f => f.Id == id);
        }

        Tell();
    }

    /// <inheritdoc/>
    public FindingPage Query(FindingQuery query)
    {
        List<FindingView> found;
        string[] projects;
        lock (_gate)
        {
            projects = [.. _all.Select(f => f.Project).Distinct().Order(StringComparer.Ordinal)];
            found = [.. _all.Where(f => IsIn(query, f))];
        }

        string Key(FindingView f) => query.Sort switch
        {
            "asset" => f.AssetPath,
            "rule" => f.RuleId,
            "source" => f.Source?.Path ?? "",
            "time" => f.ValidatedAt.ToString("yyyy-MM-dd"),
            _ => f.Severity,
        };
        var sorted = query.Sort switch
        {
            "time" => found.OrderByDescending(f => f.ValidatedAt),
            "severity" => found.OrderBy(f => f.Severity switch { "error" => 0, "warning" => 1, _ => 2 }),
            _ => found.OrderBy(Key, StringComparer.Ordinal),
        };
        var order = sorted.ThenBy(f => f.AssetPath, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal).ToList();
        return new FindingPage
        {
            Total = order.Count,
            Errors = order.Count(f => f.Severity == "error"),
            Warnings = order.Count(f => f.Severity == "warning"),
            Infos = order.Count(f => f.Severity == "info"),
            Groups = [.. order.GroupBy(Key).Select(g => new FindingGroup(g.Key, g.Count()))],
            Projects = projects,
            Items = [.. order.Skip(query.Offset).Take(query.Limit)],
        };
    }

    /// <inheritdoc/>
    public FindingView? Find(string id)
    {
        lock (_gate)
        {
            return _all.Find(f => f.Id == id);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<VerdictView> History(string project, string assetPath) => [.. Verdicts];

    /// <inheritdoc/>
    public Task<SelectView> SelectAsync(string id, CancellationToken cancellation)
    {
        var finding = Known(id);
        resident.Did($"select {id}");
        var node = finding.Node ?? "";
        return Task.FromResult(new SelectView { DccId = "blender-1", Selected = [node], Message = $"{node} is selected in Blender." });
    }

    /// <inheritdoc/>
    public Task ShowAsync(string id, CancellationToken cancellation)
    {
        Known(id);
        resident.Did($"show {id}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ActivityView Validate(string id, string origin)
    {
        var finding = Known(id);
        resident.Did($"validate finding {id} as {origin}");
        return resident.PlayedActivities.Begin(ActivityKind.Validate, $"Validate {finding.AssetPath}", origin, []);
    }

    /// <inheritdoc/>
    public Task SuppressAsync(string id, string reason, DateOnly? until, string? folder, CancellationToken cancellation)
    {
        var finding = Known(id);
        resident.Did($"suppress {id} because {reason} until {until?.ToString("yyyy-MM-dd") ?? "for ever"}{(folder is null ? "" : $" in {folder}")}");
        Put(finding with { SuppressedBecause = reason });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<FixView> PreviewFixAsync(string id, CancellationToken cancellation)
    {
        Known(id);
        resident.Did($"preview fix {id}");
        return Task.FromResult(Fix);
    }

    /// <inheritdoc/>
    public Task<FixView> ApplyFixAsync(string id, string planHash, CancellationToken cancellation)
    {
        Known(id);
        if (planHash != Fix.PlanHash)
        {
            throw new ResidentException(ResidentFault.Conflict, "planChanged", "Something changed since the preview: look at it again, then apply it.");
        }

        resident.Did($"fix {id}");
        Remove(id);
        return Task.FromResult(Fix with { PlanHash = null, UndoId = new Guid("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee") });
    }

    /// <inheritdoc/>
    public Task<FixView> UndoFixAsync(string project, Guid undoId, CancellationToken cancellation)
    {
        resident.Did($"undo {undoId} in {project}");
        return Task.FromResult(Fix with { PlanHash = null });
    }

    /// <inheritdoc/>
    public Task OpenSourceAsync(string id, CancellationToken cancellation)
    {
        Known(id);
        resident.Did($"open source {id}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Thumbnail?> ThumbnailAsync(string id, CancellationToken cancellation)
    {
        Known(id);
        return Task.FromResult(Thumbnails.GetValueOrDefault(id) is { } png ? new Thumbnail(png, Thumbnail.Png) : null);
    }

    private static bool IsIn(FindingQuery query, FindingView f) =>
        (query.Project is null || f.Project == query.Project)
        && (query.Severity is null || f.Severity == query.Severity)
        && (query.Run is null || f.RunId == query.Run)
        && (query.Rule is null || f.RuleId == query.Rule)
        && (query.Path is not { } path || f.AssetPath == path || f.AssetPath.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal))
        && (query.Suppressed || f.SuppressedBecause is null)
        && (query.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            $"{f.AssetPath}\n{f.RuleId}\n{f.Message}\n{f.Node}\n{f.Source?.Path}".Contains(word, StringComparison.OrdinalIgnoreCase));

    private FindingView Known(string id) => Find(id) ?? throw PlayedResident.NoSuch("finding", id);

    private void Tell()
    {
        resident.Feed.Push(ChangeKind.Findings, null);
        int errors, warnings;
        lock (_gate)
        {
            var open = _all.Where(f => f.SuppressedBecause is null).ToList();
            (errors, warnings) = (open.Count(f => f.Severity == "error"), open.Count(f => f.Severity == "warning"));
        }

        resident.Set(status => status with { Errors = errors, Warnings = warnings });
    }
}
