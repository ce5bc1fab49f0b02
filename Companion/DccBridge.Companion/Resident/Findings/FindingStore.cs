using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>The latest verdict on each asset of each project, with its history, in memory and on disk.</summary>
internal sealed class FindingStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ResidentOptions _options;
    private readonly Journal<FindingLine> _journal;
    private readonly Action _changed;
    private readonly Dictionary<AssetKey, Entry> _assets = new(AssetKey.Comparer);
    private readonly Dictionary<string, (int Errors, int Warnings)> _counts = new(StringComparer.Ordinal);
    private FindingSnapshot? _snapshot;
    private int _historyEntries;

    /// <param name="options">Limits.</param>
    /// <param name="journal">Where it is kept.</param>
    /// <param name="changed">Told when findings changed; must not block.</param>
    /// <param name="told">Told what could not be read.</param>
    public FindingStore(ResidentOptions options, Journal<FindingLine> journal, Action changed, Action<string> told)
    {
        (_options, _journal, _changed) = (options, journal, changed);
        journal.Load(Replay, told);
    }

    /// <summary>Why verdicts are not kept on disk at the moment; null when they are.</summary>
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

    /// <summary>All findings as they are now.</summary>
    public FindingSnapshot Snapshot
    {
        get
        {
            lock (_gate)
            {
                return _snapshot ??= new FindingSnapshot(_assets.Values.Where(e => e.Asset.Findings.Count > 0).Select(e => e.Asset));
            }
        }
    }

    /// <summary>Takes a verdict.</summary>
    /// <returns>Kept: all is on disk. Fresh: it was not known yet.</returns>
    public (bool Kept, bool Fresh) Take(EditorInfo editor, Verdict verdict)
    {
        bool kept;
        lock (_gate)
        {
            var key = new AssetKey(editor.ProjectPath, verdict.AssetPath);
            var before = _assets.GetValueOrDefault(key);
            var asset = KeptAssets.After(editor, verdict, before?.Asset, _options.MaxFindingsPerAsset);
            if (before?.Knows(asset) == true)
            {
                // The editor repeats what was not acknowledged.
                return (_journal.Mend(All), false);
            }

            Apply(asset);
            kept = _journal.Keep(new FindingLine { Asset = asset }, All, _assets.Count);
        }

        _changed();
        return (kept, true);
    }

    /// <summary>An asset is gone, and its findings with it.</summary>
    public void Remove(string projectPath, string path)
    {
        lock (_gate)
        {
            if (!Drop(new AssetKey(projectPath, path)))
            {
                return;
            }

            _journal.Keep(new FindingLine { Gone = $"{projectPath}\n{path}" }, All, _assets.Count);
        }

        _changed();
    }

    /// <summary>An asset has another path by now; findings and history go along.</summary>
    public void Rename(string projectPath, string from, string to)
    {
        lock (_gate)
        {
            if (!_assets.TryGetValue(new AssetKey(projectPath, from), out var entry))
            {
                return;
            }

            var moved = entry.Asset with { Path = to, History = [.. entry.History] };
            Drop(new AssetKey(projectPath, from));
            Drop(new AssetKey(projectPath, to));
            Apply(moved);
            _journal.Keep(new FindingLine { Gone = $"{projectPath}\n{from}" }, All, _assets.Count);
            _journal.Keep(new FindingLine { Asset = moved }, All, _assets.Count);
        }

        _changed();
    }

    /// <summary>Findings of a rule were accepted, for an asset or for all below a folder: that shows at once, and the next verdicts say the same.</summary>
    public void MarkSuppressed(string projectPath, string rule, string path, string reason)
    {
        var below = path + "/";
        lock (_gate)
        {
            KeptAsset[] accepted =
            [
                .. _assets.Values.Where(e => e.Asset.ProjectPath == projectPath
                        && (e.Asset.Path.Equals(path, StringComparison.OrdinalIgnoreCase) || e.Asset.Path.StartsWith(below, StringComparison.OrdinalIgnoreCase))
                        && e.Asset.Findings.Any(f => f.Rule == rule && f.SuppressedBecause is null))
                    .Select(e => e.Asset with { Findings = [.. e.Asset.Findings.Select(f => f.Rule == rule ? f with { SuppressedBecause = f.SuppressedBecause ?? reason } : f)], History = [.. e.History] }),
            ];
            foreach (var asset in accepted)
            {
                Apply(asset);
                _journal.Keep(new FindingLine { Asset = asset }, All, _assets.Count);
            }

            if (accepted.Length == 0)
            {
                return;
            }
        }

        _changed();
    }

    /// <summary>Judgements of an asset, newest first. The project by its name or path.</summary>
    public IReadOnlyList<VerdictView> History(string project, string path)
    {
        lock (_gate)
        {
            if (_assets.TryGetValue(new AssetKey(project, path), out var entry))
            {
                return [.. entry.History];
            }

            var named = _assets.Values.FirstOrDefault(e => e.Asset.Project == project && e.Asset.Path.Equals(path, StringComparison.OrdinalIgnoreCase));
            return named is null ? [] : [.. named.History];
        }
    }

    /// <summary>Open findings of a project.</summary>
    public (int Errors, int Warnings) CountOf(string projectPath)
    {
        lock (_gate)
        {
            return _counts.GetValueOrDefault(projectPath);
        }
    }

    /// <summary>Open findings of all projects.</summary>
    public (int Errors, int Warnings) Count()
    {
        lock (_gate)
        {
            return (_counts.Values.Sum(c => c.Errors), _counts.Values.Sum(c => c.Warnings));
        }
    }

    /// <summary>Assets of a project that have findings.</summary>
    public IReadOnlyList<string> PathsWithFindings(string projectPath)
    {
        lock (_gate)
        {
            return [.. _assets.Values.Where(e => e.Asset.Findings.Count > 0 && e.Asset.ProjectPath == projectPath).Select(e => e.Asset.Path)];
        }
    }

    /// <summary>Tries again to write what could not be kept.</summary>
    public void Mend()
    {
        lock (_gate)
        {
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

    private IEnumerable<FindingLine> All() => _assets.Values.Select(e => new FindingLine { Asset = e.Asset with { History = e.History } });

    private void Replay(FindingLine line)
    {
        if (line.Asset is { } asset)
        {
            Apply(asset);
        }
        else if (line.Gone?.Split('\n') is [var project, var path])
        {
            Drop(new AssetKey(project, path));
        }
    }

    private void Apply(KeptAsset asset)
    {
        var key = new AssetKey(asset.ProjectPath, asset.Path);
        if (!_assets.TryGetValue(key, out var entry))
        {
            entry = new Entry(asset);
            _assets[key] = entry;
            Weigh(asset, 1);
        }
        else if (asset.History is not null || asset.ValidatedAt >= entry.Asset.ValidatedAt)
        {
            Weigh(entry.Asset, -1);
            Weigh(asset, 1);
            entry.Asset = asset with { History = null };
        }

        _historyEntries -= entry.History.Count;
        if (asset.History is { } history)
        {
            entry.History.Clear();
            entry.History.AddRange(history.Take(_options.MaxHistory));
        }
        else
        {
            entry.Remember(KeptAssets.HistoryOf(asset), _options.MaxHistory);
        }

        _historyEntries += entry.History.Count;
        _snapshot = null;
        KeepBounds();
    }

    private void KeepBounds()
    {
        if (_assets.Count > _options.MaxAssets)
        {
            // A tenth at once: looking for the oldest is work.
            foreach (var old in _assets.OrderBy(a => a.Value.Asset.ValidatedAt).Take(Math.Max(1, _options.MaxAssets / 10)).Select(a => a.Key).ToArray())
            {
                Drop(old);
            }
        }

        if (_historyEntries > _options.MaxHistoryInAll)
        {
            foreach (var entry in _assets.Values)
            {
                var half = (entry.History.Count + 1) / 2;
                _historyEntries -= entry.History.Count - half;
                entry.History.RemoveRange(half, entry.History.Count - half);
            }
        }
    }

    private bool Drop(AssetKey key)
    {
        if (!_assets.Remove(key, out var entry))
        {
            return false;
        }

        Weigh(entry.Asset, -1);
        _historyEntries -= entry.History.Count;
        _snapshot = null;
        return true;
    }

    private void Weigh(KeptAsset asset, int sign)
    {
        var errors = asset.Findings.Count(f => f is { Severity: Severity.Error, SuppressedBecause: null });
        var warnings = asset.Findings.Count(f => f is { Severity: Severity.Warning, SuppressedBecause: null });
        var before = _counts.GetValueOrDefault(asset.ProjectPath);
        _counts[asset.ProjectPath] = (before.Errors + (sign * errors), before.Warnings + (sign * warnings));
    }

    private sealed class Entry(KeptAsset asset)
    {
        public KeptAsset Asset { get; set; } = asset with { History = null };

        public List<VerdictView> History { get; } = [];

        public bool Knows(KeptAsset judged) => History.Any(h => h.RunId == judged.RunId && h.ValidatedAt == judged.ValidatedAt);

        public void Remember(VerdictView verdict, int most)
        {
            // Almost always the newest; one that comes late goes to its place.
            var at = History.FindIndex(h => h.ValidatedAt <= verdict.ValidatedAt);
            History.Insert(at < 0 ? History.Count : at, verdict);
            if (History.Count > most)
            {
                History.RemoveRange(most, History.Count - most);
            }
        }
    }
}
