using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Server.Operations;
using DccBridge.Server.ValidationRuns;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>Judges again what a fix or its taking back changed.</summary>
internal sealed class FixedAssets(IEditorAssets assets, ValidationRun validation, ProjectValidation project, EngineCalls engine, IBridgeLog log)
{
    private const int ExaminedAtOnce = 16;

    /// <summary>Pushes a verdict for each asset. The change is done whatever comes of this, so a stop, a full disk or a fault of a validator only shortens it.</summary>
    public async Task JudgeAsync(Operation operation, IReadOnlyList<FixChange> changes)
    {
        var names = changes.Where(change => change.Kind == FixKind.Rename).ToDictionary(change => change.AssetPath, change => change.After, StringComparer.OrdinalIgnoreCase);
        var paths = changes.Select(change => names.GetValueOrDefault(change.AssetPath, change.AssetPath)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        try
        {
            foreach (var some in paths.Chunk(ExaminedAtOnce))
            {
                foreach (var asset in await engine.RunItemAsync(operation, () => Examine(some)).ConfigureAwait(false))
                {
                    validation.JudgeDone(asset, operation.Id, ValidationUseCase.Manual);
                }
            }

            validation.Flush();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Also what a validator of the project throws: an answer that the fix failed would be untrue.
            log.Write(BridgeLogLevel.Warning, "Not all assets of a fix were judged again. Validate them to see what is left.", exception);
        }
    }

    private IReadOnlyList<AssetToJudge> Examine(IReadOnlyList<string> paths)
    {
        IReadOnlyList<AssetToJudge> examined = [];
        EditorErrors.Translate(() => examined = project.ExamineDone([.. paths.Select(assets.Get).OfType<AssetRecord>()], ValidationUseCase.Manual, "fix"));
        return examined;
    }
}
