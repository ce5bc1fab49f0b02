using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;
using FsCheck;
using FsCheck.Fluent;

namespace DccBridge.Tests.Validation.Settings.Layers;

[TestFixture]
public sealed class SettingsMergePropertyTests
{
    private static readonly Gen<RuleSettings> Changes =
        from enabled in Gen.Elements<bool?>(null, true, false)
        from severity in Gen.Elements<Severity?>(null, Severity.Info, Severity.Warning, Severity.Error)
        from length in Gen.Choose(0, 3)
        select new RuleSettings { Enabled = enabled, Severity = severity, Thresholds = length == 0 ? new Dictionary<string, double>() : new Dictionary<string, double> { ["maxLength"] = length } };

    private static readonly Gen<IReadOnlyDictionary<string, RuleSettings>> Rules =
        from has in Gen.Elements(true, false)
        from change in Changes
        select (IReadOnlyDictionary<string, RuleSettings>)(has ? new Dictionary<string, RuleSettings> { ["path.length"] = change } : []);

    private static readonly Gen<ValidationSettings> Layers =
        from preset in Gen.Elements<NamingPreset?>(null, NamingPreset.Epic, NamingPreset.Allar)
        from rules in Rules
        from folders in Gen.Elements("/Game", "/Game/A", "/game/a", "/Game/A/B", "/Game/C").ListOf()
        from ofFolder in Rules
        from prefix in Gen.Elements("", "SM_", "S_")
        from content in Gen.Elements(TextureContent.Color, TextureContent.Data)
        select new ValidationSettings
        {
            Preset = preset,
            Rules = rules,
            Folders = folders.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(path => path, _ => new FolderSettings { Rules = ofFolder }),
            Prefixes = prefix.Length == 0 ? new Dictionary<string, IReadOnlyList<string>>() : new Dictionary<string, IReadOnlyList<string>> { ["StaticMesh"] = [prefix] },
            TextureSuffixes = new Dictionary<string, TextureContent> { ["Q"] = content },
        };

    private static string HashOf(params ValidationSettings[] layers) => RuleSet.Create(SettingsMerge.Merge(layers)).Hash;

    [Test]
    public void Merging_in_steps_is_merging_at_once() => Prop.ForAll(
        Layers.ArrayOf(3).ToArbitrary(),
        three => HashOf(SettingsMerge.Merge([three[0], three[1]]), three[2]) == HashOf(three) && HashOf(three[0], SettingsMerge.Merge([three[1], three[2]])) == HashOf(three)).QuickCheckThrowOnFailure();

    [Test]
    public void Settings_that_say_nothing_change_nothing() => Prop.ForAll(
        Layers.ToArbitrary(),
        layer => HashOf(layer) == HashOf(new ValidationSettings(), layer) && HashOf(layer) == HashOf(layer, new ValidationSettings()) && HashOf(layer) == HashOf(layer, layer)).QuickCheckThrowOnFailure();

    [Test]
    public void For_each_path_the_nearest_folder_and_there_the_strongest_file_that_says_something_counts() => Prop.ForAll(
        Layers.ArrayOf(3).ToArbitrary(),
        Gen.Elements("/Game/X", "/Game/A/X", "/Game/A/B/C", "/GAME/a/b", "/Game/C").ToArbitrary(),
        (layers, path) =>
        {
            var rule = RuleSet.Create(SettingsMerge.Merge(layers)).RulesFor(path).Single(info => info.Id == "path.length");
            return rule.Enabled == (Strongest(layers, path, change => change.Enabled) ?? true)
                && rule.Severity == (Strongest(layers, path, change => change.Severity) ?? Severity.Warning)
                && rule.Thresholds[0].Value == (Strongest<double>(layers, path, change => change.Thresholds.TryGetValue("maxLength", out var value) ? value : null) ?? 140);
        }).QuickCheckThrowOnFailure();

    /// <summary>The same question, answered without merging: from the nearest folder upwards, and in each from the strongest file down.</summary>
    private static T? Strongest<T>(ValidationSettings[] layers, string path, Func<RuleSettings, T?> field)
        where T : struct
    {
        for (var place = path; place.Length > 0; place = place[..Math.Max(0, place.LastIndexOf('/'))])
        {
            foreach (var layer in layers.Reverse())
            {
                var folder = layer.Folders.FirstOrDefault(entry => string.Equals(entry.Key, place, StringComparison.OrdinalIgnoreCase)).Value;
                if (folder?.Rules.GetValueOrDefault("path.length") is { } change && field(change) is { } found)
                {
                    return found;
                }
            }
        }

        return layers.Reverse().Select(layer => layer.Rules.GetValueOrDefault("path.length") is { } change ? field(change) : null).FirstOrDefault(found => found is not null);
    }
}
