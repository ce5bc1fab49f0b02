using DccBridge.Protocol.Contracts.Validation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>The changes of a fix, and what it leaves alone.</summary>
internal static class FixTable
{
    private const int ShownReferences = 3;

    public static void Write(IAnsiConsole console, FixAssetsResult result)
    {
        var folder = AssetNames.CommonFolder([.. result.Changes.Select(c => c.AssetPath), .. result.Refused.Select(r => r.AssetPath)]);
        if (result.Changes.Count > 0)
        {
            console.Write(new Text($"Changes in {folder}\n", Theme.Strong));
            var table = Theme.Table("Change", "Asset", "Before", "After", "Rules");
            table.Columns[0].NoWrap = true;
            foreach (var change in result.Changes)
            {
                var isRename = change.Kind == FixKind.Rename;
                IRenderable asset = Theme.Cell(AssetNames.Below(change.AssetPath, folder));
                table.AddRow(
                    Theme.Cell(isRename ? "rename" : change.Property, Theme.Accent),
                    References(change) is { } references ? new Rows(asset, Theme.Cell(references, Theme.Quiet)) : asset,
                    Theme.Cell(isRename ? AssetNames.Below(change.Before, folder) : change.Before, Theme.Quiet),
                    Theme.Cell(isRename ? AssetNames.Below(change.After, folder) : change.After, Theme.Good),
                    Theme.Cell(string.Join(", ", change.Rules), Theme.Quiet));
            }

            console.Write(table);
        }

        if (result.Refused.Count > 0)
        {
            console.Write(new Text($"Left alone in {folder}\n", Theme.Strong));
            var table = Theme.Table("Rule", "Asset", "Why");
            foreach (var refusal in result.Refused)
            {
                table.AddRow(Theme.Cell(refusal.Rule, Theme.Accent), Theme.Cell(AssetNames.Below(refusal.AssetPath, folder)), Theme.Cell(refusal.Reason, Theme.Advice));
            }

            console.Write(table);
        }
    }

    private static string? References(FixChange change)
    {
        if (change.UpdatedReferences.Count == 0)
        {
            return null;
        }

        var names = change.UpdatedReferences.Take(ShownReferences).Select(path => path[(path.LastIndexOf('/') + 1)..]);
        var more = change.UpdatedReferences.Count > ShownReferences ? $" and {change.UpdatedReferences.Count - ShownReferences} more" : "";
        return $"followed by {string.Join(", ", names)}{more}";
    }
}
