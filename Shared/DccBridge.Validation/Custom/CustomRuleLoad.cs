using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Validation.Custom;

/// <summary>Loads the assemblies that settings name, and joins their rules to DccBridge's. What cannot be used is told, the rest is used.</summary>
internal sealed class CustomRuleLoad : IDisposable
{
    private readonly List<ILoadedRules> _loaded = [];
    private readonly List<RuleDefinition> _rules = [.. RuleCatalogue.Rules];
    private readonly List<string> _problems = [];
    private readonly List<string> _ignored = [];

    private CustomRuleLoad()
    {
    }

    /// <summary>All rules, sorted by id.</summary>
    public IReadOnlyList<RuleDefinition> Catalogue => _rules;

    /// <summary>What cannot be used, and why; each names file and field.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Assemblies that nobody was there to load, as they are written.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    /// <summary>Whether settings may rightly name rules that are not in the catalogue.</summary>
    public bool IsIncomplete => _problems.Count > 0 || _ignored.Count > 0;

    /// <summary>Loads.</summary>
    /// <param name="sources">The settings files.</param>
    /// <param name="loader">Loads one assembly; null passes over all.</param>
    /// <param name="nameOf">The name of a settings file for problems.</param>
    /// <param name="watch">Told of the assemblies.</param>
    public static CustomRuleLoad Run(IReadOnlyList<SettingsSource> sources, ICustomRuleSource? loader, Func<string, string> nameOf, Action<string> watch)
    {
        var load = new CustomRuleLoad();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var path in source.Paths.RuleAssemblies)
            {
                if (loader is null)
                {
                    load._ignored.Add(path.Text);
                }
                else if (seen.Add(source.Resolve(path)))
                {
                    watch(source.Resolve(path));
                    load.Add(source, path, loader, nameOf);
                }
            }
        }

        load._rules.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return load;
    }

    /// <inheritdoc/>
    public void Dispose() => _loaded.ForEach(loaded => loaded.Dispose());

    private void Add(SettingsSource source, WrittenPath path, ICustomRuleSource loader, Func<string, string> nameOf)
    {
        ILoadedRules loaded;
        try
        {
            loaded = loader.Load(source.Resolve(path));
        }
        catch (CustomRuleException exception)
        {
            Tell(exception.Message);
            return;
        }

        _loaded.Add(loaded);
        foreach (var problem in loaded.Problems)
        {
            Tell(problem);
        }

        foreach (var rule in loaded.Rules)
        {
            try
            {
                var definition = CustomRuleDefinition.Of(rule, Path.GetFileName(source.Resolve(path)), loaded.ContentHash);
                AddRule(definition);
            }
            catch (CustomRuleException exception)
            {
                Tell($"the rule {rule.GetType().Name} is left out: {exception.Message}.");
            }
        }

        void Tell(string problem) => _problems.Add(
            new ValidationSettingsException(nameOf(source.File), path.Line, path.Column, path.Field, $"{path.Field} \"{path.Text}\": {problem}").Message);
    }

    private void AddRule(RuleDefinition rule)
    {
        if (_rules.Find(other => other.Id == rule.Id) is { } other)
        {
            throw new CustomRuleException($"there is a rule \"{rule.Id}\" already, in {other.Assembly ?? "DccBridge"}; give one of them another id");
        }

        _rules.Add(rule);
    }
}
