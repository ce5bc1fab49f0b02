using DccBridge.Companion.Resident.Dccs;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Thumbnails;
using DccBridge.Dcc.Clients;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>Findings as they are shown: with what runs at the moment.</summary>
internal sealed class FindingViews(EditorRoster roster, DccRoster dccs, SourceNotes notes, RulesInEditors rules)
{
    /// <summary>Makes views of one moment: what runs is looked at once for all of them.</summary>
    public Func<FindingRow, FindingView> Now()
    {
        var editors = roster.Editors.Where(e => e.Link == EditorLinkState.Connected).GroupBy(e => e.ProjectPath, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        DccKind[] selecting = [.. dccs.Found.Where(f => f.Problem is null && f.Capabilities.HasFlag(DccCapabilities.SelectNodes)).Select(f => f.Kind).Distinct()];
        return row => View(row, editors, selecting);
    }

    private FindingView View(FindingRow row, Dictionary<string, string> editors, DccKind[] selecting)
    {
        var (asset, finding) = (row.Asset, row.Finding);
        var note = notes.Of(asset.Source);
        var editor = editors.GetValueOrDefault(asset.ProjectPath);
        return new FindingView
        {
            Id = finding.Id,
            Project = asset.Project,
            EditorId = editor,
            AssetPath = asset.Path,
            AssetClass = asset.Class,
            RuleId = finding.Rule,
            Severity = KeptAssets.Word(finding.Severity.ToString()),
            Message = finding.Message,
            Fix = finding.Fix,
            Node = finding.Node,
            Material = finding.Material,
            Slot = finding.Slot,
            SuppressedBecause = finding.SuppressedBecause,
            Source = note?.View ?? (asset.Source is { } path ? new SourceView { Path = path } : null),
            FirstSeenAt = finding.FirstSeenAt,
            ValidatedAt = asset.ValidatedAt,
            RunId = asset.RunId,
            HasThumbnail = note?.View.Exists == true && SourceThumbnails.MayHave(asset.Source),
            CanFix = editor is not null && rules.CanFix(asset.ProjectPath, finding.Rule),
            CanSelect = note?.Sidecar is { } sidecar ? selecting.Contains(sidecar.Kind) : selecting.Length > 0 && (finding.Node ?? finding.Material) is not null,
        };
    }
}
