using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>Asks editors what they have of activities that a kill of the companion interrupted, by the keys of their operations.</summary>
internal sealed class Interrupted(ResidentOptions options, ActivityLog log)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <summary>Settles those of one editor.</summary>
    /// <param name="editor">It has just been connected.</param>
    /// <param name="stop">Gives up.</param>
    public async Task SettleAsync(LinkedEditor editor, CancellationToken stop)
    {
        foreach (var activity in log.List().Where(a => a.Kept is { IsSettled: false, View.State: ActivityState.Interrupted } k && k.ProjectPath == editor.ProjectPath))
        {
            await using var session = editor.Borrow();
            await SettleAsync(session, activity, stop).ConfigureAwait(false);
        }
    }

    private async Task SettleAsync(IEditorSession session, Activity activity, CancellationToken stop)
    {
        var ends = new List<OperationStatus?>();
        foreach (var key in activity.Kept.Operations)
        {
            ends.Add(await EndOfAsync(session, key, stop).ConfigureAwait(false));
        }

        var imported = ends.Select(Result<ImportAssetsResult>(MethodNames.Asset.Import)).OfType<ImportAssetsResult>().SelectMany(r => r.Items).ToArray();
        var judged = ends.Select(Result<RunValidationResult>(MethodNames.Validation.Run)).OfType<RunValidationResult>().SelectMany(r => r.Verdicts).ToArray();
        string[] assets = [.. imported.SelectMany(i => i.Assets).Select(a => a.Path).Concat(judged.Select(v => v.AssetPath)).Distinct(StringComparer.OrdinalIgnoreCase)];
        var count = FindingCount.Of(judged);
        log.Change(
            activity,
            k => k.View.State != ActivityState.Interrupted ? k : k with
            {
                IsSettled = true,
                View = k.View with
                {
                    Assets = [.. assets.Take(ActivityRun.MostShown)],
                    Errors = count.Errors,
                    Warnings = count.Warnings,
                    Message = Describe(k, ends, imported, judged.Length),
                },
            },
            keep: true);
    }

    private async Task<OperationStatus?> EndOfAsync(IEditorSession session, string key, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                var status = await session.GetOperationAsync(key, stop).ConfigureAwait(false);
                if (status.State is not (OperationState.Queued or OperationState.Running))
                {
                    return status;
                }
            }
            catch (RpcException e) when (e.Code == ErrorCode.OperationNotFound)
            {
                return null;
            }

            await Task.Delay(AskAgain, options.Time, stop).ConfigureAwait(false);
        }
    }

    private static Func<OperationStatus?, T?> Result<T>(string method)
        where T : class, IMessage<T> => status =>
    {
        if (status is not { State: OperationState.Completed, Result: { } bytes } || status.Method != method)
        {
            return null;
        }

        try
        {
            return MessageCodec.Decode<T>(bytes);
        }
        catch (MessagePackSerializationException)
        {
            // An editor of another version: that it was done is known all the same.
            return null;
        }
    };

    private static string Describe(KeptActivity kept, List<OperationStatus?> ends, ImportItemResult[] imported, int judged)
    {
        const string What = "dccbridge ended in the middle of it.";
        if (kept.Validate is not null)
        {
            return judged > 0 ? $"{What} The editor went on and judged {ByteText.Count(judged, "asset")}." : $"{What} The editor did not judge anything. Validate again.";
        }

        var good = imported.Count(i => i.Error is null);
        if (good == 0)
        {
            return ends.All(e => e is null) ? $"{What} The editor has nothing of it. Send it again." : $"{What} The editor imported nothing of it. Send it again.";
        }

        return good == imported.Length && good >= kept.View.FileCount && ends.All(e => e is not null)
            ? $"{What} The editor has all of it: {ByteText.Count(good, "file")}."
            : $"{What} The editor has {good} of {ByteText.Count(Math.Max(kept.View.FileCount, imported.Length), "file")}. Send it again: what is there is not imported twice.";
    }
}
