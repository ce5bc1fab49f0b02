using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Transfers;

/// <summary>Compares files with what the editor has. Pure: the editor was asked before, see <see cref="PathsToAsk"/>.</summary>
internal static class SendPlanner
{
    /// <summary>The asset paths that the editor has to be asked about.</summary>
    public static IReadOnlyList<string> PathsToAsk(IReadOnlyList<InspectedFile> files) =>
        [.. files.Where(f => f.Refusal is null).SelectMany(f => MaterialPaths(f).Prepend(f.File.AssetPath)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Makes the plan.</summary>
    /// <param name="files">The files; no two of them have one asset path.</param>
    /// <param name="existing">What the editor has of <see cref="PathsToAsk"/>.</param>
    /// <param name="onConflict">What to do with assets that exist with other content.</param>
    /// <param name="isThere">Whether a file of this machine is there.</param>
    public static SendPlan Plan(IReadOnlyList<InspectedFile> files, IEnumerable<AssetRecord> existing, ImportConflict onConflict, Func<string, bool> isThere)
    {
        var known = existing.ToDictionary(a => a.Path, StringComparer.OrdinalIgnoreCase);
        var rows = files.Select(f => MainRow(f, known.GetValueOrDefault(f.File.AssetPath), onConflict, isThere)).ToList();
        var taken = new HashSet<string>(files.Select(f => f.File.AssetPath), StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows.Where(r => r.Action != PlanAction.Refused).ToArray())
        {
            var slots = known.GetValueOrDefault(row.AssetPath)?.Facts.Mesh?.Slots ?? [];
            foreach (var name in row.Source.MaterialNames)
            {
                // What is in the slot of that name stays there, wherever it lies; only for a slot without one there may be a new material.
                var inSlot = slots.FirstOrDefault(slot => slot.Name == name)?.Material;
                var path = inSlot ?? MaterialPath(row.Source, name);
                if (taken.Add(path))
                {
                    rows.Add(inSlot is null
                        ? Material(row.Source, path, known.GetValueOrDefault(path))
                        : new PlanRow(PlanAction.Unchanged, path, AssetClasses.Material, row.Source, "is in the slot and is kept", false));
                }
            }
        }

        return new SendPlan([.. rows.OrderBy(r => r.AssetPath, StringComparer.OrdinalIgnoreCase).ThenByDescending(r => r.IsMain)]);
    }

    private static PlanRow MainRow(InspectedFile file, AssetRecord? there, ImportConflict onConflict, Func<string, bool> isThere)
    {
        if (file.Refusal is { } refusal)
        {
            return Row(PlanAction.Refused, refusal);
        }

        if (there is null)
        {
            return Row(PlanAction.Create, null);
        }

        if (there.Class != file.Class)
        {
            return Row(PlanAction.Refused, $"'{there.Path}' is a {there.Class} and '{file.File.ShownPath}' would make it a {file.Class}; delete that asset first, or send the file elsewhere with --to");
        }

        if (there.Source?.ContentHash == file.ContentHash)
        {
            return Row(PlanAction.Unchanged, null);
        }

        if (onConflict == ImportConflict.Update)
        {
            // A path of the editor's records may be of another machine, and lead nowhere here.
            var other = there.Source?.Path is { } from && !KnownSources.PathComparer.Equals(from, file.File.FullPath) && Path.IsPathFullyQualified(from) && isThere(from) ? from : null;
            return Row(PlanAction.Overwrite, other is null ? null : $"came from '{other}' until now, which is still there; --to sends this file elsewhere") with { Replaces = other };
        }

        return Row(PlanAction.Refused, $"'{there.Path}' exists with other content; leave out --on-conflict fail to overwrite it, or send '{file.File.ShownPath}' elsewhere with --to");

        PlanRow Row(PlanAction action, string? note) => new(action, file.File.AssetPath, file.Class, file, note, true);
    }

    private static PlanRow Material(InspectedFile file, string path, AssetRecord? there) => there switch
    {
        null => new PlanRow(PlanAction.Create, path, AssetClasses.Material, file, null, false),
        { Class: AssetClasses.Material } => new PlanRow(PlanAction.Unchanged, path, AssetClasses.Material, file, "is there and is kept", false),
        _ => new PlanRow(PlanAction.Create, path, AssetClasses.Material, file, $"a {there.Class} has this path: the editor gives the material a free one", false),
    };

    private static IEnumerable<string> MaterialPaths(InspectedFile file) => file.MaterialNames.Select(name => MaterialPath(file, name)).Distinct(StringComparer.OrdinalIgnoreCase);

    private static string MaterialPath(InspectedFile file, string name) => $"{file.File.AssetPath[..file.File.AssetPath.LastIndexOf('/')]}/{AssetPath.Sanitize(name)}";
}
