using DccBridge.Companion.Resident.Dccs;
using DccBridge.Companion.Resident.Views;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Probing;
using DccBridge.Dcc.Sidecars;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>From a finding back to its node in the DCC, or to its file.</summary>
internal sealed class WayBack(DccRoster dccs, SourceNotes notes, IOpener opener)
{
    /// <summary>Selects the node; opens its scene first when another one is open.</summary>
    /// <exception cref="ResidentException">No DCC can.</exception>
    public async Task<SelectView> SelectAsync(FindingRow row, CancellationToken cancellation)
    {
        var note = notes.Of(row.Asset.Source);
        var nodes = Nodes(row, note?.Sidecar);
        if (nodes.Count == 0)
        {
            throw new ResidentException(ResidentFault.Conflict, "noNode", $"The finding is about the whole of {row.Asset.Path}, and no side-car says which node that is{(note?.Problem is { } problem ? $": {problem}" : "")}. Send it with the DCC's add-on, which writes one.");
        }

        var (kind, scene) = (note?.Sidecar?.Kind ?? DccKind.Unknown, note?.Sidecar?.Scene);
        var fitting = Fitting(await dccs.FreshAsync(cancellation).ConfigureAwait(false), kind);
        if (fitting.Length > 1 && scene is not null && !fitting.Any(f => SamePath(f.Info?.Scene, scene)))
        {
            // It may have been opened, or saved under this name, since the last look; without one the scene would be opened in place of somebody's other work.
            await dccs.LookAsync(cancellation).ConfigureAwait(false);
            fitting = Fitting(dccs.Found, kind);
        }

        if (fitting.Length == 0)
        {
            throw new ResidentException(ResidentFault.Conflict, "noDcc", $"{(kind == DccKind.Unknown ? "No DCC" : $"No {kind.Title()}")} runs that can be reached. Start it{(scene is { } at ? $" with {at}" : "")}, and its DccBridge add-on in it.");
        }

        var found = Best(fitting, scene);
        var client = dccs.Client(found);
        if (await OpenedAsync(client, found, scene, cancellation).ConfigureAwait(false))
        {
            return await DccRoster.SelectAsync(found.Id, client, nodes, cancellation).ConfigureAwait(false);
        }

        return await FirstThatHasItAsync([found, .. fitting.Where(f => f.Id != found.Id)], nodes, cancellation).ConfigureAwait(false);
    }

    /// <summary>Opens the scene in the DCC that it came from, or the file with the system's program.</summary>
    /// <exception cref="ResidentException">Nothing is there to be opened.</exception>
    public async Task OpenAsync(FindingRow row, CancellationToken cancellation)
    {
        if (notes.Of(row.Asset.Source) is not { } note)
        {
            throw new ResidentException(ResidentFault.Conflict, "noSource", row.Asset.Source is { } path
                ? $"The source {path} is a file of another machine. Open it there."
                : $"The source of {row.Asset.Path} is not known: it was made in the editor, or imported by hand.");
        }

        if (note.Sidecar is { Scene: { } scene } sidecar && File.Exists(scene))
        {
            var found = (await dccs.FreshAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(f => f.Kind == sidecar.Kind && f.Capabilities.HasFlag(DccCapabilities.OpenFile) && f.Problem is null);
            if (found is not null)
            {
                await OpenAsync(dccs.Client(found), scene, cancellation).ConfigureAwait(false);
                return;
            }

            opener.Open(scene);
            return;
        }

        if (!File.Exists(note.View.Path))
        {
            throw new ResidentException(ResidentFault.NotFound, "sourceMissing", $"{note.View.Path} is not there any more. Bring it back, or send the asset from where it is now.");
        }

        opener.Open(note.View.Path);
    }

    private static IReadOnlyList<DccNode> Nodes(FindingRow row, DccSidecar? sidecar)
    {
        var (node, material) = (row.Finding.Node, row.Finding.Material);
        if (sidecar is not null)
        {
            var located = sidecar.Locate(node, material);
            if (located.Count > 0)
            {
                return located;
            }

            if (node is null && material is null)
            {
                return [.. sidecar.Nodes.Select(n => n.ToNode())];
            }
        }

        return (node ?? material) is { } name ? [DccNode.Named(name)] : [];
    }

    private static DccFound[] Fitting(IReadOnlyList<DccFound> found, DccKind kind) =>
        [.. found.Where(f => f.Capabilities.HasFlag(DccCapabilities.SelectNodes) && (kind == DccKind.Unknown || f.Kind == kind))];

    private static DccFound Best(IReadOnlyList<DccFound> fitting, string? scene) => fitting
        .OrderByDescending(f => f.Problem is null)
        .ThenByDescending(f => scene is not null && SamePath(f.Info?.Scene, scene))
        .First();

    private static bool SamePath(string? a, string? b) => a is not null && b is not null
        && string.Equals(Path.GetFullPath(a), Path.GetFullPath(b), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static async Task OpenAsync(IDccClient client, string scene, CancellationToken cancellation)
    {
        try
        {
            await client.OpenFileAsync(scene, discardChanges: false, cancellation).ConfigureAwait(false);
        }
        catch (DccException e)
        {
            throw ResidentFailure.Of(e);
        }
    }

    /// <summary>True when the scene is open in it now.</summary>
    private static async Task<bool> OpenedAsync(IDccClient client, DccFound found, string? scene, CancellationToken cancellation)
    {
        if (scene is null)
        {
            return false;
        }

        string? open;
        try
        {
            // Asked and not remembered: another scene may have been opened since the last look.
            open = (await client.GetInfoAsync(cancellation).ConfigureAwait(false)).Scene;
        }
        catch (DccException e)
        {
            throw ResidentFailure.Of(e);
        }

        if (SamePath(open, scene))
        {
            return true;
        }

        if (!File.Exists(scene) || !found.Capabilities.HasFlag(DccCapabilities.OpenFile))
        {
            return false;
        }

        await OpenAsync(client, scene, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Which scene it came from is not known: whoever has such a node is right.</summary>
    private async Task<SelectView> FirstThatHasItAsync(IReadOnlyList<DccFound> candidates, IReadOnlyList<DccNode> nodes, CancellationToken cancellation)
    {
        SelectView? last = null;
        ResidentException? failure = null;
        foreach (var found in candidates)
        {
            try
            {
                last = await DccRoster.SelectAsync(found.Id, dccs.Client(found), nodes, cancellation).ConfigureAwait(false);
                if (last.Selected.Count > 0)
                {
                    return last;
                }
            }
            catch (ResidentException e)
            {
                failure = e;
            }
        }

        return last ?? throw failure!;
    }
}
