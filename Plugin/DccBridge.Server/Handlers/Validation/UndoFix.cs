using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Server.Operations;
using DccBridge.Server.Storage;
using DccBridge.Validation.Fixes;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>validation.undoFix: takes a fix back whole, as long as every asset is as the fix left it.</summary>
internal sealed class UndoFix(IEditorAssets assets, IAssetEdits edits, FixSteps steps, FixedAssets after, EngineCalls engine)
{
    /// <exception cref="RpcException">The params are not allowed.</exception>
    public static void Verify(UndoFixParams parameters)
    {
        if (parameters.UndoId == Guid.Empty)
        {
            throw new RpcException(ErrorCode.InvalidParams, "'undoId' is empty; the result of the fix has the right one.", Outcome.NotStarted);
        }
    }

    /// <summary>Takes it back, as an operation.</summary>
    public async Task<FixAssetsResult> RunAsync(Operation operation, UndoFixParams parameters)
    {
        var step = steps.Find(parameters.UndoId) ?? throw Cannot("no such fix is known: it is too old, or was taken back already.");
        var changes = FixCheck.Inverse(step.Changes);
        operation.Report(0, $"Taking back the changes of {step.Assets.Count} assets");
        var renamed = changes.Where(change => change.Kind == FixKind.Rename).Select(change => change.AssetPath).ToList();

        // Who refers to them is asked only where they are; a step that cannot be taken back says so first.
        await engine.RunItemAsync(operation, () => Check(changes, step)).ConfigureAwait(false);
        var plan = await FixAssets.WithReferencesAsync(operation, edits, engine, new FixPlan(changes, []), renamed).ConfigureAwait(false);
        await engine.RunItemAsync(operation, () =>
        {
            EditorErrors.Translate(() =>
            {
                Check(changes, step);
                edits.Apply(changes);
            });
            return true;
        }).ConfigureAwait(false);
        steps.Forget(step.Id);
        await after.JudgeAsync(operation, changes).ConfigureAwait(false);
        return new FixAssetsResult { Changes = plan.Changes, PlanHash = plan.Hash };
    }

    private bool Check(IReadOnlyList<FixChange> changes, StoredFix step) =>
        FixCheck.FindDifference(assets, changes, step.Assets) is { } difference ? throw Cannot($"{difference}. Change the assets by hand.") : true;

    private static RpcException Cannot(string why) =>
        new(ErrorCode.CannotUndo, $"The fix cannot be taken back, and nothing was changed: {why}", Outcome.NotStarted);
}
