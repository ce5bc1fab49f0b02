using System.Globalization;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Notices;

/// <summary>What one notification of a project is going to say. Not synchronised.</summary>
internal sealed class PendingNotice(string project, long since)
{
    private const int MostAssets = 20_000;
    private const int MostNamed = 3;

    private readonly Dictionary<string, (int Errors, int Warnings)> _assets = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Guid> _runs = [];
    private readonly List<ActivityView> _ended = [];

    /// <summary>Timestamp of the first thing it is to tell.</summary>
    public long Since { get; } = since;

    /// <summary>It has something to tell: clean runs that nobody here asked for are nothing.</summary>
    public bool IsWorthTelling => _assets.Values.Any(a => a.Errors + a.Warnings > 0) || _ended.Any(a => a.State != ActivityState.Cancelled);

    /// <summary>A verdict came.</summary>
    public void Add(Verdict verdict)
    {
        _runs.Add(verdict.RunId);
        if (_assets.Count < MostAssets || _assets.ContainsKey(verdict.AssetPath))
        {
            // The latest of an asset counts.
            _assets[verdict.AssetPath] = (
                verdict.Findings.Count(f => f is { Severity: Severity.Error, SuppressedBecause: null }),
                verdict.Findings.Count(f => f is { Severity: Severity.Warning, SuppressedBecause: null }));
        }
    }

    /// <summary>An activity of this machine has ended.</summary>
    public void Add(ActivityView ended)
    {
        if (_ended.Count < 100)
        {
            _ended.Add(ended);
        }
    }

    /// <summary>The notification.</summary>
    public NoticeView View()
    {
        var errors = _assets.Values.Sum(a => a.Errors);
        var warnings = _assets.Values.Sum(a => a.Warnings);
        var failed = _ended.FirstOrDefault(a => a.State == ActivityState.Failed);
        var figures = string.Join(", ", new[] { errors > 0 ? ByteText.Count(errors, "error") : null, warnings > 0 ? ByteText.Count(warnings, "warning") : null }.Where(t => t is not null));
        var title = failed is not null ? $"{failed.Title}: failed" : figures.Length > 0 ? $"{project}: {figures}" : $"{project}: all is well";
        var body = failed?.Error?.Message ?? Body();
        var page = failed is not null ? "activity" : $"findings?project={Uri.EscapeDataString(project)}{(_runs.Count == 1 ? $"&run={_runs.First():D}" : "")}";
        return new NoticeView($"project:{project}", title, body, failed is not null || errors > 0, page);
    }

    private string Body()
    {
        string[] bad = [.. _assets.Where(a => a.Value.Errors + a.Value.Warnings > 0).OrderByDescending(a => a.Value.Errors).ThenBy(a => a.Key, StringComparer.OrdinalIgnoreCase).Select(a => a.Key[(a.Key.LastIndexOf('/') + 1)..])];
        var judged = ByteText.Count(_assets.Count, "asset");
        if (bad.Length == 0)
        {
            return _assets.Count > 0 ? $"{judged}, nothing to mend." : _ended.LastOrDefault()?.Message ?? "Nothing to mend.";
        }

        var more = bad.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {bad.Length - MostNamed} more") : "";
        return $"{string.Join(", ", bad.Take(MostNamed))}{more}. {judged} judged.";
    }
}
