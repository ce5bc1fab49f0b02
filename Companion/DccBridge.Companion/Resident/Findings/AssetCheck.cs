using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Errors;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>
/// Looks whether the assets with findings are still there. Editors do not tell of deleted and renamed assets, so this is done when one is connected
/// and after anything happened in it: those that are gone lose their findings, those that were renamed keep them.
/// </summary>
internal sealed class AssetCheck(ResidentOptions options, FindingStore store, Action<LogWeight, string, Exception?> log)
{
    private const int AtOnce = 1_000;

    /// <summary>Looks at one project.</summary>
    public async Task RunAsync(LinkedEditor editor, CancellationToken stop)
    {
        var paths = store.PathsWithFindings(editor.ProjectPath);
        if (paths.Count == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(options.OperationLimit, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await using var session = editor.Borrow();
            foreach (var some in paths.Chunk(AtOnce))
            {
                var there = await session.FindAssetsAsync(new FindAssetsParams { Paths = some, Limit = AtOnce }, either.Token).ConfigureAwait(false);
                var present = there.Assets.Where(a => a.Class != AssetClasses.Redirector).Select(a => a.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
                string[] gone = [.. some.Where(p => !present.Contains(p))];
                if (gone.Length > 0)
                {
                    await FollowAsync(session, editor.ProjectPath, gone, either.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is RpcException or IOException or ResidentException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            log(LogWeight.Debug, $"The assets of project '{editor.Project}' could not be looked at.", e);
        }
    }

    private async Task FollowAsync(IEditorSession session, string projectPath, string[] gone, CancellationToken stop)
    {
        var rows = store.Snapshot.InOrder("asset").Where(r => r.Asset.ProjectPath == projectPath).Select(r => r.Asset).DistinctBy(a => a.Path, StringComparer.OrdinalIgnoreCase).ToDictionary(a => a.Path, StringComparer.OrdinalIgnoreCase);
        string[] sources = [.. gone.Select(p => rows.GetValueOrDefault(p)?.Source).OfType<string>().Distinct(StringComparer.Ordinal)];
        var moved = sources.Length == 0
            ? []
            : (await session.FindAssetsAsync(new FindAssetsParams { Sources = sources, Limit = AtOnce }, stop).ConfigureAwait(false)).Assets;
        foreach (var path in gone)
        {
            var asset = rows.GetValueOrDefault(path);
            AssetRecord[] now = [.. moved.Where(a => asset?.Source is not null && a.Source?.Path == asset.Source && a.Class == asset.Class && !rows.ContainsKey(a.Path))];
            if (now is [var only])
            {
                store.Rename(projectPath, path, only.Path);
            }
            else
            {
                store.Remove(projectPath, path);
            }
        }
    }
}
