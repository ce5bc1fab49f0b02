using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Custom;

/// <summary>
/// A rule of a studio's own. Derive from it in an assembly that references DccBridge.Validation and DccBridge.Protocol, is marked with
/// <see cref="CustomRulesAttribute"/>, and is named by "ruleAssemblies" in the settings. Every public class of it that is not abstract and has a public
/// constructor without parameters becomes a rule. Custom rules run in the headless editor and in the companion, never inside Unreal.
/// </summary>
/// <remarks>
/// What a rule says of itself is asked once, when it is loaded. An exception of <see cref="Judge"/>, and a judgement that takes longer than a second, become
/// findings; a rule that takes too long again and again is not asked any more. What .NET itself cannot survive (a stack overflow) ends the process.
/// </remarks>
public abstract class CustomRule
{
    /// <summary>
    /// Stable id, for settings and findings: the studio's name, a dot, and the rule's own name ("acme.lod.count"). Lower-case English letters and digits, in two to
    /// five parts of at most 32 characters. The first part must not be one that DccBridge's own rules begin with.
    /// </summary>
    public abstract string Id { get; }

    /// <summary>What it demands, in one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>How to mend what it finds, in general; each finding has its own instruction.</summary>
    public abstract string Remedy { get; }

    /// <summary>Severity of its worst finding when the settings say nothing.</summary>
    public virtual Severity Severity => Severity.Warning;

    /// <summary>Whether it judges when the settings say nothing.</summary>
    public virtual bool EnabledByDefault => true;

    /// <summary>The figures that settings may change; at most 16.</summary>
    public virtual IReadOnlyList<ThresholdDefinition> Thresholds => [];

    /// <summary>Judges one asset by its facts. May be called on several threads at once; keep no state between assets.</summary>
    /// <param name="asset">The asset. Its content comes from files and from the wire: expect anything.</param>
    /// <param name="report">Takes findings, and knows the thresholds in force. Only good until the method returns.</param>
    public abstract void Judge(AssetRecord asset, CustomRuleReport report);
}
