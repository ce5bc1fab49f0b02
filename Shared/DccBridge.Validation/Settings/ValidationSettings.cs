using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Settings;

/// <summary>What a settings file demands of assets, or several of them together. The defaults are those of the rules themselves.</summary>
public sealed record ValidationSettings
{
    /// <summary>Settings files that this one builds upon, weaker than itself, as they are written: relative to the file that names them. The first is the weakest.</summary>
    public IReadOnlyList<string> Extends { get; init; } = [];

    /// <summary>Assemblies with the studio's own rules, as they are written: relative to the file that names them.</summary>
    public IReadOnlyList<string> RuleAssemblies { get; init; } = [];

    /// <summary>
    /// Where source files lie: the folder as artists' machines record it ("P:/art") to the same folder as it is reached from here, as it is written: relative to
    /// the file that names it. The rules src.* look below these folders only.
    /// </summary>
    public IReadOnlyDictionary<string, string> SourceRoots { get; init; } = new Dictionary<string, string>();

    /// <summary>Rule ids, and of the fields "preset", "prefixes" and "textureSuffixes", that stronger files must not change.</summary>
    public IReadOnlyList<string> Locked { get; init; } = [];

    /// <summary>The naming convention to begin with; null leaves it, <see cref="NamingPreset.Epic"/> in the end.</summary>
    public NamingPreset? Preset { get; init; }

    /// <summary>Prefixes that differ from the preset: Unreal class name to the allowed prefixes, the usual one first; none means that names of the class are not judged.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Prefixes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Texture suffixes besides the built-in ones, or with another meaning; without the underscore.</summary>
    public IReadOnlyDictionary<string, TextureContent> TextureSuffixes { get; init; } = new Dictionary<string, TextureContent>();

    /// <summary>Changes to rules, by rule id, for the whole project.</summary>
    public IReadOnlyDictionary<string, RuleSettings> Rules { get; init; } = new Dictionary<string, RuleSettings>();

    /// <summary>Changes to rules for a folder and all below it. Of several folders that change the same field the nearest to the asset wins.</summary>
    public IReadOnlyDictionary<string, FolderSettings> Folders { get; init; } = new Dictionary<string, FolderSettings>();

    /// <summary>Findings that are known and accepted.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];
}

/// <summary>Changes to one rule. What is not set stays as it is: the rule's default, or the value of the folder above.</summary>
public sealed record RuleSettings
{
    /// <summary>Whether the rule judges; null leaves it.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Severity of the rule's worst finding; lesser findings keep theirs but are never worse. Null leaves it.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Values by <see cref="ThresholdDefinition.Name"/>.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();
}

/// <summary>Changes for one folder.</summary>
public sealed record FolderSettings
{
    /// <summary>Changes to rules, by rule id.</summary>
    public IReadOnlyDictionary<string, RuleSettings> Rules { get; init; } = new Dictionary<string, RuleSettings>();
}

/// <summary>A finding that is known and accepted for a while.</summary>
public sealed record Suppression
{
    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The asset, or a folder with all below it.</summary>
    public required string Path { get; init; }

    /// <summary>Why; shown with the finding.</summary>
    public required string Reason { get; init; }

    /// <summary>Last day, UTC, on which it holds; null is for ever.</summary>
    public required DateOnly? Expires { get; init; }
}
