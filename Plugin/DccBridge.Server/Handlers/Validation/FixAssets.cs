using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Server.Handlers.Assets;
using DccBridge.Server.Operations;
using DccBridge.Server.Storage;
using DccBridge.Server.ValidationRuns;
using DccBridge.Validation;
using DccBridge.Validation.Fixes;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>
/// validation.fix: the assets are read in small items on the engine thread, the plan is made elsewhere, and all changes are one item again. The step
/// is on the disk before the first change, so that whatever ends the editor can be taken back or is known not to have happened.
/// </summary>
internal sealed class FixAssets(IEditorAssets assets, IAssetEdits edits, FixSteps steps, ValidationRun validation, FixedAssets after, EngineCalls engine)
{
    /// <summary>Most changes of one step: they are made within one tick.</summary>
    public const int MaxChanges = 2_000;

    /// <summary>Most references that one step may make follow.</summary>
    public const int MaxReferences = 20_000;

    /// <summary>Most findings that one answer tells to be left alone: more would not fit into a message.</summary>
    public const int MaxRefusals = 10_000;

    /// <summary>Assets that are read in one go: few, so that the editor, which may have to load them, stays usable.</summary>
    private const int ReadAtOnce = 16;

    /// <exception cref="RpcException">The params are not allowed, or the settings are wrong.</exception>
    public void Verify(FixAssetsParams parameters)
    {
        AssetPaths.VerifyCount(parameters.Paths.Count, 1, "paths");
        foreach (var path in parameters.Paths)
        {
            AssetPaths.VerifyFolder(path);
        }

        var known = validation.Rules.Rules.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        if (parameters.Rules.Count > known.Count || parameters.Rules.FirstOrDefault(rule => !known.Contains(rule)) is not null)
        {
            var unknown = parameters.Rules.FirstOrDefault(rule => !known.Contains(rule)) ?? "";
            throw new RpcException(ErrorCode.InvalidParams, $"'rules' names {Shown(unknown)}. The rules that can mend something are {string.Join(", ", validation.Rules.Rules.Where(rule => rule.CanFix).Select(rule => rule.Id))}.", Outcome.NotStarted);
        }
    }

    /// <summary>Previews or fixes, as an operation.</summary>
    public async Task<FixAssetsResult> RunAsync(Operation operation, FixAssetsParams parameters)
    {
        var rules = validation.Rules;
        var (plan, before) = await PlanAsync(operation, rules, parameters).ConfigureAwait(false);
        var result = new FixAssetsResult { Changes = plan.Changes, Refused = plan.Refused, PlanHash = plan.Hash };
        if (parameters.PlanHash is { } agreed && !string.Equals(agreed, result.PlanHash, StringComparison.OrdinalIgnoreCase))
        {
            throw Changed("the assets, their settings or the rules are not as they were at the preview");
        }

        if (parameters.Preview || plan.Changes.Count == 0)
        {
            return result;
        }

        if (!ReferenceEquals(rules, validation.Rules))
        {
            throw Changed("the settings of the rules were changed meanwhile");
        }

        await ApplyAsync(operation, plan, before).ConfigureAwait(false);
        await after.JudgeAsync(operation, plan.Changes).ConfigureAwait(false);
        return result with { UndoId = operation.Id };
    }

    /// <summary>Keeps the step, then makes the changes in one item.</summary>
    private async Task ApplyAsync(Operation operation, FixPlan plan, Dictionary<string, FixedAsset> before)
    {
        var supposed = plan.Changes.Select(change => change.AssetPath).Distinct(StringComparer.OrdinalIgnoreCase).Select(path => before[path]).ToList();
        var step = new StoredFix
        {
            Id = operation.Id,
            MadeAt = steps.Now,
            Changes = [.. plan.Changes.Select(change => change with { UpdatedReferences = [] })],
            Assets = FixCheck.After(plan.Changes, before),
        };
        operation.Report(1, $"Changing {supposed.Count} assets");
        steps.Keep(step);
        try
        {
            await engine.RunItemAsync(operation, () =>
            {
                EditorErrors.Translate(() =>
                {
                    if (FixCheck.FindDifference(assets, plan.Changes, supposed) is { } difference)
                    {
                        throw Changed(difference);
                    }

                    edits.Apply(plan.Changes);
                });
                return true;
            }).ConfigureAwait(false);
        }
        catch (RpcException exception) when (exception.Outcome == Outcome.NotStarted)
        {
            // Otherwise it stays: whether there is something to take back, the assets tell when somebody asks.
            steps.Forget(step.Id);
            throw;
        }
    }

    private async Task<(FixPlan Plan, Dictionary<string, FixedAsset> Before)> PlanAsync(Operation operation, RuleSet rules, FixAssetsParams parameters)
    {
        var all = await engine.RunItemAsync(operation, assets.List).ConfigureAwait(false);
        var wanted = Select(all, parameters.Paths);
        var planner = new FixPlanner(rules, parameters.Rules, all.Select(asset => asset.Path));
        var before = new Dictionary<string, FixedAsset>(StringComparer.OrdinalIgnoreCase);
        var read = 0;
        foreach (var some in wanted.Chunk(ReadAtOnce))
        {
            RefuseCancelled(operation);
            operation.Report((double)read / wanted.Count, $"Looking at {some[0]} ({read + 1} of {wanted.Count})");
            foreach (var asset in await engine.RunItemAsync(operation, () => Read(some)).ConfigureAwait(false))
            {
                var count = planner.Count;
                planner.Add(asset, edits.FindProblem);
                if (planner.Count > count)
                {
                    before[asset.Path] = FixCheck.Of(asset);
                }
            }

            if (planner.Count > MaxChanges)
            {
                throw new RpcException(ErrorCode.TooLarge, $"There are more than {MaxChanges} changes to make, and all of them would be one step. Fix folder by folder, or rule by rule.", Outcome.NotStarted);
            }

            if (planner.RefusedCount > MaxRefusals)
            {
                throw new RpcException(ErrorCode.TooLarge, $"There are more than {MaxRefusals} findings that are left alone; one answer tells of no more. Fix folder by folder, or name the rules.", Outcome.NotStarted);
            }

            read += some.Length;
        }

        RefuseCancelled(operation);
        var plan = planner.Complete();
        var renamed = plan.Changes.Where(change => change.Kind == FixKind.Rename).Select(change => change.AssetPath).ToList();
        return (await WithReferencesAsync(operation, edits, engine, plan, renamed).ConfigureAwait(false), before);
    }

    /// <summary>The plan with those who refer to what is renamed.</summary>
    internal static async Task<FixPlan> WithReferencesAsync(Operation operation, IAssetEdits edits, EngineCalls engine, FixPlan plan, IReadOnlyList<string> renamed)
    {
        if (renamed.Count == 0)
        {
            return plan;
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> referencers = new Dictionary<string, IReadOnlyList<string>>();
        await engine.RunItemAsync(operation, () =>
        {
            EditorErrors.Translate(() => referencers = edits.ReferencersOf(renamed));
            return true;
        }).ConfigureAwait(false);
        var total = referencers.Values.Sum(paths => (long)paths.Count);
        return total <= MaxReferences
            ? plan.WithReferences(referencers)
            : throw new RpcException(ErrorCode.TooLarge, $"{total} references would have to follow the renames; one step takes {MaxReferences}. Fix fewer assets at a time.", Outcome.NotStarted);
    }

    private static List<string> Select(IReadOnlyList<AssetRecord> all, IReadOnlyList<string> paths)
    {
        var missing = new HashSet<string>(paths, StringComparer.OrdinalIgnoreCase);
        var wanted = new HashSet<string>(paths, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        var selected = new List<string>();
        foreach (var asset in all)
        {
            var isWanted = false;
            for (var path = asset.Path.AsSpan(); !path.IsEmpty; path = path[..Math.Max(0, path.LastIndexOf('/'))])
            {
                if (wanted.TryGetValue(path, out var found))
                {
                    isWanted = true;
                    missing.Remove(found);
                }
            }

            if (isWanted)
            {
                selected.Add(asset.Path);
            }
        }

        return missing.Count == 0 ? selected : throw GetAsset.NotFound(missing.First());
    }

    private List<AssetRecord> Read(IReadOnlyList<string> paths)
    {
        List<AssetRecord> read = [];
        EditorErrors.Translate(() => read = [.. paths.Select(assets.Get).OfType<AssetRecord>()]);
        return read;
    }

    private static void RefuseCancelled(Operation operation)
    {
        if (operation.Cancellation.IsCancellationRequested)
        {
            throw new RpcException(ErrorCode.Cancelled, "The fix was stopped before its first change; nothing was changed.", Outcome.NotStarted, operation.Id);
        }
    }

    private static RpcException Changed(string difference) =>
        new(ErrorCode.PlanChanged, $"Nothing was changed: {difference}. Look at a new preview, then fix what it shows.", Outcome.NotStarted);

    private static string Shown(string rule) => rule.Length > 64 ? "a rule that is not known" : $"'{rule}', which is no rule of this project";
}
