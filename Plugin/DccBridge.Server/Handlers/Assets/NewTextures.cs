using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Server.ValidationRuns;
using DccBridge.Validation.Fixes;

namespace DccBridge.Server.Handlers.Assets;

/// <summary>
/// Gives textures that an import has just made the settings that their names ask for, where their files say nothing of their colours. What Unreal takes by
/// itself (sRGB for whatever has three channels) would make each fresh mask a finding. An update is left alone: somebody may have chosen its settings.
/// </summary>
internal sealed class NewTextures(IEditorAssets assets, IAssetEdits edits, ValidationRun validation, IBridgeLog log)
{
    private static readonly string[] Properties = [FixProperties.Srgb, FixProperties.Compression, FixProperties.LodGroup];

    /// <summary>Sets them. On the engine thread; never fails, because what was imported stays imported.</summary>
    /// <param name="made">What the import says it made.</param>
    /// <param name="records">The records of it.</param>
    /// <returns>The records as they are then.</returns>
    public IReadOnlyList<AssetRecord> Settle(IReadOnlyList<ImportedAsset> made, IReadOnlyList<AssetRecord> records)
    {
        var created = made.Where(static asset => asset.Action == ImportAction.Created).Select(static asset => asset.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        try
        {
            List<FixChange> changes = [.. records.Where(record => record.Facts.Texture is not null && created.Contains(record.Path)).SelectMany(Changes)];
            if (changes.Count == 0)
            {
                return records;
            }

            edits.Apply(changes);
            var changed = changes.Select(static change => change.AssetPath).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return [.. records.Select(record => changed.Contains(record.Path) ? assets.Get(record.Path) ?? record : record)];
        }
        catch (Exception exception) when (exception is EditorException or RpcException or IOException)
        {
            log.Write(BridgeLogLevel.Warning, $"The settings that the names of new textures ask for were not set ({string.Join(", ", created)}). The verdicts say what is left to do.", exception);
            return records;
        }
    }

    private IEnumerable<FixChange> Changes(AssetRecord asset)
    {
        var named = validation.Rules.AsNamed(asset);
        foreach (var property in Properties)
        {
            if (FixProperties.Read(asset, property) is { } before && FixProperties.Read(named, property) is { } after && before != after)
            {
                var change = new FixChange { AssetPath = asset.Path, Rules = [], Kind = FixKind.SetProperty, Property = property, Before = before, After = after };
                if (edits.FindProblem(asset, change) is null)
                {
                    yield return change;
                }
            }
        }
    }
}
