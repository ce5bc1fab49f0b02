using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Rules;

namespace DccBridge.Validation.Fixes;

/// <summary>
/// Makes the plan of a fix out of what the rules in force say of assets and propose themselves. Give it the assets one by one, then ask for the
/// plan. What two rules or two assets want differently is not done, and is said.
/// </summary>
/// <param name="rules">The rules in force.</param>
/// <param name="wanted">Ids of the rules whose findings are to be mended; empty is all that can be.</param>
/// <param name="existing">Paths of all assets of the project.</param>
public sealed class FixPlanner(RuleSet rules, IReadOnlyCollection<string> wanted, IEnumerable<string> existing)
{
    private readonly HashSet<string> _wanted = new(wanted, StringComparer.Ordinal);
    private readonly HashSet<string> _existing = new(existing, StringComparer.OrdinalIgnoreCase);
    private readonly List<FixChange> _values = [];
    private readonly List<FixChange> _names = [];
    private readonly List<FixRefusal> _refused = [];

    /// <summary>Changes so far; targets that clash are still among them.</summary>
    public int Count => _values.Count + _names.Count;

    /// <summary>Findings so far that are left alone.</summary>
    public int RefusedCount => _refused.Count;

    /// <summary>Judges an asset and takes what its rules propose.</summary>
    /// <param name="asset">The asset with its facts.</param>
    /// <param name="findProblem">Why the editor cannot make a change; null when it can.</param>
    public void Add(AssetRecord asset, Func<AssetRecord, FixChange, string?> findProblem)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(findProblem);
        var verdict = rules.Judge(asset, Guid.Empty, ValidationUseCase.Manual);
        var open = verdict.Findings.Where(finding => finding.SuppressedBecause is null).Select(finding => finding.RuleId).ToHashSet(StringComparer.Ordinal);
        if (open.Count == 0)
        {
            return;
        }

        var draft = new FixDraft(asset);
        foreach (var rule in rules.InForceAt(asset.Path))
        {
            var id = rule.Definition.Id;
            if (open.Contains(id) && (_wanted.Count == 0 || _wanted.Contains(id)))
            {
                draft.Begin(id);
                Draft(rule, draft);
            }
        }

        Take(asset, draft, findProblem);
    }

    /// <summary>The plan for all assets that were added.</summary>
    public FixPlan Complete()
    {
        // Two assets that would get one name: neither gets it, since which of them should is a person's choice.
        foreach (var clash in _names.GroupBy(change => change.After, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()).ToList())
        {
            foreach (var change in clash)
            {
                _names.Remove(change);
                Refuse(change.AssetPath, change.Rules, $"\"{change.After}\" would be the new path of {clash.Count()} assets. Rename them by hand, each to a name of its own.");
            }
        }

        return new FixPlan([.. Sorted(_values), .. Sorted(_names)], [.. _refused.OrderBy(refusal => refusal.AssetPath, StringComparer.OrdinalIgnoreCase).ThenBy(refusal => refusal.Rule, StringComparer.Ordinal)]);
    }

    private static IEnumerable<FixChange> Sorted(List<FixChange> changes) =>
        changes.OrderBy(change => change.AssetPath, StringComparer.OrdinalIgnoreCase).ThenBy(change => change.Property, StringComparer.Ordinal);

    private void Draft(RuleInForce rule, FixDraft draft)
    {
        if (rule.Fixable is not { } fixable)
        {
            if (_wanted.Count > 0)
            {
                draft.Refuse("Nothing in the editor mends this safely. Do what the finding says, in the DCC.");
            }

            return;
        }

        try
        {
            var before = draft.Renamed;
            var judgement = rules.Examine(before);
            judgement.Begin(rule);
            rule.Judge(ref judgement);
            if (judgement.Findings is null)
            {
                draft.CountName();
            }
            else
            {
                fixable.Propose(judgement, draft);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // As in a verdict: a rule that fails costs its own findings, not the plan.
            draft.Refuse($"The rule failed with {exception.GetType().Name}. Report it as a defect of DccBridge.");
        }
    }

    private void Take(AssetRecord asset, FixDraft draft, Func<AssetRecord, FixChange, string?> findProblem)
    {
        foreach (var (rule, reason) in draft.Refusals)
        {
            Refuse(asset.Path, [rule], reason);
        }

        TakeValues(asset, draft, findProblem);
        if (draft.Renamed.Path == asset.Path)
        {
            return;
        }

        var change = new FixChange
        {
            AssetPath = asset.Path,
            Rules = draft.NamedBy,
            Kind = FixKind.Rename,
            Before = asset.Path,
            After = draft.Renamed.Path,
        };
        if (ProblemOf(asset, change, draft, findProblem) is { } problem)
        {
            Refuse(asset.Path, change.Rules, problem);
        }
        else
        {
            _names.Add(change);
        }
    }

    private string? ProblemOf(AssetRecord asset, FixChange change, FixDraft draft, Func<AssetRecord, FixChange, string?> findProblem)
    {
        if (asset.Class == AssetClasses.Redirector)
        {
            return "It is a redirector that an earlier rename left. Fix up redirectors in its folder instead.";
        }

        if (!AssetPath.Check(change.After, out var problem))
        {
            return $"The new path would not be allowed: {problem}";
        }

        if (_existing.Contains(change.After) && !string.Equals(change.After, asset.Path, StringComparison.OrdinalIgnoreCase))
        {
            return $"\"{change.After}\" exists. Delete or rename that asset, or give this one another name by hand.";
        }

        // Rules of a project may fight: the name of one must not be the finding of the next.
        var left = rules.Judge(draft.Renamed, Guid.Empty, ValidationUseCase.Manual).Findings
            .Where(finding => finding.SuppressedBecause is null && change.Rules.Contains(finding.RuleId) && draft.Refusals.All(refusal => refusal.Rule != finding.RuleId))
            .Select(finding => finding.RuleId)
            .FirstOrDefault();
        return left is null ? findProblem(asset, change) : $"The rules do not agree on a name: {left} would find fault with \"{change.After[(change.After.LastIndexOf('/') + 1)..]}\" too. Rename it by hand.";
    }

    /// <summary>A rule's values are set together or not at all: half of a normal map's settings are as wrong as none.</summary>
    private void TakeValues(AssetRecord asset, FixDraft draft, Func<AssetRecord, FixChange, string?> findProblem)
    {
        var changes = draft.Values.GroupBy(value => value.Property, StringComparer.Ordinal).Select(group => (Values: group.ToList(), Change: new FixChange
        {
            AssetPath = asset.Path,
            Rules = [.. group.Select(value => value.Rule).Distinct(StringComparer.Ordinal)],
            Kind = FixKind.SetProperty,
            Property = group.Key,
            Before = FixProperties.Read(asset, group.Key) ?? "",
            After = group.First().Value,
        })).ToList();

        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (values, change) in changes)
        {
            var different = values.DistinctBy(value => value.Value).ToList();
            var problem = different.Count > 1
                ? $"{different[0].Rule} wants {change.Property} to be {different[0].Value}, {different[1].Rule} wants {different[1].Value}. Correct the name's suffix or the settings of the rules."
                : change.Before == change.After ? null
                : FixProperties.Write(asset, change.Property, change.After) is null ? $"The asset has no {change.Property} that could be {change.After}." : findProblem(asset, change);
            foreach (var rule in problem is null ? [] : change.Rules)
            {
                reasons.TryAdd(rule, problem!);
            }
        }

        foreach (var (rule, reason) in reasons)
        {
            Refuse(asset.Path, [rule], reason);
        }

        _values.AddRange(changes
            .Select(entry => entry.Change with { Rules = [.. entry.Change.Rules.Where(rule => !reasons.ContainsKey(rule))] })
            .Where(change => change.Rules.Count > 0 && change.Before != change.After));
    }

    private void Refuse(string path, IEnumerable<string> ids, string reason) =>
        _refused.AddRange(ids.Distinct(StringComparer.Ordinal).Select(rule => new FixRefusal { AssetPath = path, Rule = rule, Reason = reason }));
}
