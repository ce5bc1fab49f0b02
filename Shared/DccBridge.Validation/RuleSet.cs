using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Custom;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Presets;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Validation;

/// <summary>The rules of a project, ready to judge. Immutable; may judge on several threads at once.</summary>
public sealed class RuleSet
{
    private readonly LayeredSettings _layered;
    private readonly IReadOnlyList<RuleDefinition> _catalogue;
    private readonly NamingConvention _naming;
    private readonly ISourceFiles _sourceFiles;
    private readonly TimeProvider _clock;
    private readonly Action<string, AssetRecord, Exception>? _ruleFailed;
    private readonly RuleInForce[] _rules;
    private readonly FolderTable<RuleInForce[]> _folders;
    private readonly SuppressionTable _suppressions;

    private RuleSet(LayeredSettings layered, IReadOnlyList<RuleDefinition> catalogue, ISourceFiles sourceFiles, TimeProvider clock, Action<string, AssetRecord, Exception>? ruleFailed)
    {
        var settings = layered.Merged;
        _layered = layered;
        _catalogue = catalogue;
        foreach (var layer in layered.Layers)
        {
            // Each by itself: of two files one may lower the limit that the other one's warning stands above. Then there is no warning left, and no mistake.
            ValidationSettingsCheck.Throw(layer.Settings, catalogue);
        }

        _naming = new NamingConvention(settings);
        _sourceFiles = sourceFiles;
        _clock = clock;
        _ruleFailed = ruleFailed;
        _suppressions = new SuppressionTable(settings.Suppressions);
        Preset = NamingPresetNames.Of(settings.Preset ?? NamingPreset.Epic);

        var all = Combine("");
        var folders = settings.Folders.Keys.Select(path => KeyValuePair.Create(path, Combine(path))).ToList();
        Rules = [.. all.Select(rule => rule.ToInfo())];
        Hash = RuleSetHash.Compute(Preset, _naming, all, folders, settings);
        _rules = EnabledOf(all);
        ReadsUvOverlaps = folders.SelectMany(folder => folder.Value).Concat(all)
            .Any(rule => rule.Enabled && (rule.Definition.ReadsUvOverlaps || rule.Definition.Assembly is not null));
        _folders = new FolderTable<RuleInForce[]>(folders.Select(folder => KeyValuePair.Create(folder.Key, EnabledOf(folder.Value))));
    }

    /// <summary>Name of the preset ("epic", "allar", "marketplace").</summary>
    public string Preset { get; }

    /// <summary>The rules as they are in force where no folder says otherwise, sorted by id.</summary>
    public IReadOnlyList<RuleInfo> Rules { get; }

    /// <summary>Names of the settings files in force, the weakest first; empty for settings that were made by code.</summary>
    public IReadOnlyList<string> SettingsFiles => [.. _layered.Layers.Where(layer => layer.File.Length > 0).Select(layer => layer.Name)];

    /// <summary>Whether a rule that is in force somewhere may look at the overlaps of UVs: if none does, nobody has to measure them.</summary>
    public bool ReadsUvOverlaps { get; }

    /// <summary>What is wrong with a studio's own rules, each an error that names file and field; every verdict says so too.</summary>
    public IReadOnlyList<string> Problems => _layered.Problems;

    /// <summary>SHA-256 over everything that decides a verdict but the asset, the source files and the clock, 64 lower-case hexadecimal digits: equal for settings that mean the same, on each machine.</summary>
    public string Hash { get; }

    /// <summary>Makes the rules ready.</summary>
    /// <param name="settings">What the project demands; null is all defaults.</param>
    /// <param name="sourceFiles">What is known of source files; null is nothing, src.missing then stays silent.</param>
    /// <param name="clock">Time for verdicts and for suppressions that run out; null is the system's.</param>
    /// <param name="ruleFailed">Told of the exception when a rule (its id) fails on an asset; the verdict names only the exception's type. Must not throw.</param>
    /// <exception cref="ArgumentException">The settings name an unknown rule or threshold, or a value that is not allowed; the message says which. Settings that were read by <see cref="ValidationSettingsFile"/> never do.</exception>
    public static RuleSet Create(ValidationSettings? settings = null, ISourceFiles? sourceFiles = null, TimeProvider? clock = null, Action<string, AssetRecord, Exception>? ruleFailed = null) =>
        Create(settings ?? new ValidationSettings(), RuleCatalogue.Rules, sourceFiles, clock, ruleFailed);

    /// <summary>Makes the rules of a project ready, a studio's own included.</summary>
    /// <param name="settings">All settings files; to be disposed by the caller when nothing is judged with these rules any more.</param>
    /// <param name="sourceFiles">What is known of source files; null is what lies below the folders that the settings declare.</param>
    /// <param name="clock">Time for verdicts and for suppressions that run out; null is the system's.</param>
    /// <param name="ruleFailed">Told of the exception when a rule (its id) fails on an asset; the verdict names only the exception's type. Must not throw.</param>
    public static RuleSet Create(LayeredSettings settings, ISourceFiles? sourceFiles = null, TimeProvider? clock = null, Action<string, AssetRecord, Exception>? ruleFailed = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(settings, settings.Catalogue, sourceFiles ?? new RootedSourceFiles(settings.SourceRoots), clock ?? TimeProvider.System, ruleFailed);
    }

    /// <summary>The rules as they are in force for one asset or folder, sorted by id.</summary>
    /// <param name="path">Package path ("/Game/UI").</param>
    public IReadOnlyList<RuleInfo> RulesFor(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return [.. Combine(path).Select(rule => rule.ToInfo())];
    }

    /// <summary>As the public one, over other rules than those of the catalogue.</summary>
    internal static RuleSet Create(ValidationSettings settings, IReadOnlyList<RuleDefinition> catalogue, ISourceFiles? sourceFiles = null, TimeProvider? clock = null, Action<string, AssetRecord, Exception>? ruleFailed = null) =>
        new(LayeredSettings.Of(settings), catalogue, sourceFiles ?? UnknownSourceFiles.Instance, clock ?? TimeProvider.System, ruleFailed);

    /// <summary>Why a settings file must not suppress a rule: there is none of that id, or a weaker file locks it. Null when it may.</summary>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="file">Absolute path of the settings file.</param>
    public string? FindSuppressionProblem(string rule, string file)
    {
        if (_catalogue.All(known => known.Id != rule))
        {
            var nearest = Spelling.Nearest(rule, _catalogue.Select(known => known.Id));
            return $"There is no rule \"{rule}\".{(nearest is null ? "" : $" Did you mean \"{nearest}\"?")} The rules are {string.Join(", ", _catalogue.Select(known => known.Id))}.";
        }

        return _layered.FindLock(rule, file);
    }

    /// <summary>Judges one asset. Takes time in proportion to the record; a rule that fails becomes a finding of its id, never an exception.</summary>
    /// <param name="asset">The asset; its content is not trusted.</param>
    /// <param name="runId">Names the run that the verdict belongs to.</param>
    /// <param name="useCase">Why it is judged.</param>
    /// <param name="others">What is known of other assets; null is nothing, the rules that need them then stay silent.</param>
    public Verdict Judge(AssetRecord asset, Guid runId, ValidationUseCase useCase, IOtherAssets? others = null)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var now = _clock.GetUtcNow().UtcDateTime;
        var judgement = new AssetJudgement(asset, useCase, _naming, _sourceFiles, others ?? NoOtherAssets.Instance);
        var failed = false;
        var isRedirector = asset.Class == AssetClasses.Redirector;
        foreach (var rule in InForceAt(judgement.Path))
        {
            if (isRedirector && !rule.Definition.JudgesRedirectors)
            {
                continue;
            }

            if (rule.Needs != FactKinds.None && (rule.Needs & judgement.Present) == FactKinds.None)
            {
                continue;
            }

            judgement.Begin(rule);
            try
            {
                rule.Judge(ref judgement);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failed = true;
                _ruleFailed?.Invoke(rule.Definition.Id, asset, exception);
                judgement.Report(
                    $"The rule {(exception is CustomRuleException custom ? custom.Message : $"failed with {exception.GetType().Name}")}, so the asset was not wholly judged.",
                    rule.Definition.Assembly is { } assembly
                        ? $"Look up the failure in the log and tell whoever writes {assembly}; switch the rule off in DccBridge.settings.json until it is mended."
                        : "Look up the failure in the editor's log and report it as a defect of DccBridge; switch the rule off in DccBridge.settings.json until it is mended.",
                    severity: Severity.Warning);
            }

            judgement.End();
        }

        foreach (var problem in _layered.Problems)
        {
            failed = true;
            judgement.ReportSettings(problem);
        }

        var findings = judgement.Findings;
        return new Verdict
        {
            RunId = runId,
            AssetPath = judgement.Path,
            AssetClass = asset.Class ?? "",
            Outcome = findings is null ? VerdictOutcome.Passed : Conclude(findings, judgement.Path, DateOnly.FromDateTime(now), failed),
            Findings = findings is null ? [] : findings,
            UseCase = useCase,
            ValidatedAt = now,
            SourcePath = asset.Source?.Path,
            ContentHash = asset.Source?.ContentHash,
        };
    }

    /// <summary>
    /// A file as an asset that no editor has imported: where it says nothing of its colours, with the import settings that its name asks for. Nobody chose any yet.
    /// </summary>
    /// <param name="asset">What the file would become.</param>
    public AssetRecord AsNamed(AssetRecord asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return UnstatedSettings.FillIn(asset, Examine(asset));
    }

    /// <summary>The rules that judge an asset of that path, sorted by id.</summary>
    internal RuleInForce[] InForceAt(string path) => _folders.TryFind(path, out var rules, out _) ? rules : _rules;

    /// <summary>Puts an asset before single rules.</summary>
    internal AssetJudgement Examine(AssetRecord asset) => new(asset, ValidationUseCase.Manual, _naming, _sourceFiles, NoOtherAssets.Instance);

    /// <summary>Applies suppressions, sorts the findings and sums them up.</summary>
    private VerdictOutcome Conclude(List<Finding> findings, string path, DateOnly today, bool failed)
    {
        var worst = Severity.Info;
        for (var i = 0; i < findings.Count; i++)
        {
            findings[i] = _suppressions.Apply(findings[i], path, today);
            if (findings[i].SuppressedBecause is null && findings[i].Severity > worst)
            {
                worst = findings[i].Severity;
            }
        }

        SortWorstFirst(findings);
        return worst switch
        {
            Severity.Error => VerdictOutcome.Failed,
            _ when failed => VerdictOutcome.NotValidated,
            Severity.Warning => VerdictOutcome.Warnings,
            _ => VerdictOutcome.Passed,
        };
    }

    /// <summary>Open errors, open warnings, open notes, then what is suppressed; within these the order of the rules. List.Sort would not keep that order.</summary>
    private static void SortWorstFirst(List<Finding> findings)
    {
        for (var i = 1; i < findings.Count; i++)
        {
            var finding = findings[i];
            var j = i - 1;
            for (; j >= 0 && RankOf(findings[j]) < RankOf(finding); j--)
            {
                findings[j + 1] = findings[j];
            }

            findings[j + 1] = finding;
        }
    }

    private static int RankOf(Finding finding) => (int)finding.Severity + (finding.SuppressedBecause is null ? 3 : 0);

    /// <summary>All rules for a path; the empty one is the project as a whole.</summary>
    private RuleInForce[] Combine(string path)
    {
        List<string> folders = [.. _layered.Merged.Folders.Keys.Where(folder => AssetPath.IsAtOrBelow(path, folder)).OrderBy(folder => folder.Length)];
        var preset = PresetRules.Of(_layered.Merged.Preset ?? NamingPreset.Epic);
        return [.. _catalogue.Select(definition => new RuleInForce(
            definition,
            preset.TryGetValue(definition.Id, out var change)
                ? [new SourcedRuleSettings(change, $"preset {Preset}"), .. _layered.ChangesOf(definition.Id, folders)]
                : _layered.ChangesOf(definition.Id, folders)))];
    }

    private static RuleInForce[] EnabledOf(RuleInForce[] rules) => [.. rules.Where(rule => rule.Enabled)];
}
