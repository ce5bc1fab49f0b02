using DccBridge.Companion.Cli.Rendering;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Cli.Json;

/// <summary>A figure of a rule; <c>From</c> is left out for the default.</summary>
internal sealed record ThresholdPart(string Name, double Value, string? From, string Description);

/// <summary>A rule as it is in force; <c>EnabledFrom</c> and <c>SeverityFrom</c> are left out for the rule's default.</summary>
internal sealed record RulePart(string Id, string Description, bool Enabled, string? EnabledFrom, string Severity, string? SeverityFrom, IReadOnlyList<ThresholdPart> Thresholds, bool CanFix, string? Assembly)
{
    public static RulePart Of(RuleInfo rule) => new(
        rule.Id,
        rule.Description,
        rule.Enabled,
        Said(rule.EnabledFrom),
        FindingsTable.Name(rule.Severity),
        Said(rule.SeverityFrom),
        [.. rule.Thresholds.Select(threshold => new ThresholdPart(threshold.Name, threshold.Value, Said(threshold.From), threshold.Description))],
        rule.CanFix,
        rule.Assembly);

    private static string? Said(string from) => from.Length == 0 ? null : from;
}

/// <summary>The document of <c>rules</c>.</summary>
/// <param name="Command">"rules".</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Editor">Who was asked; left out for a settings file.</param>
/// <param name="Path">The asset or folder that was asked for; left out for the project as a whole.</param>
/// <param name="Preset">The naming preset.</param>
/// <param name="SettingsFiles">The files in force, the weakest first.</param>
/// <param name="Hash">Equal for settings that mean the same.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Problems">What is wrong with a studio's own rules; known without an editor only.</param>
internal sealed record RulesDocument(
    string Command, int ExitCode, EditorPart? Editor, string? Path, string Preset, IReadOnlyList<string> SettingsFiles, string Hash, IReadOnlyList<RulePart> Rules, IReadOnlyList<string> Problems);

/// <summary>The document of <c>suppress</c>.</summary>
internal sealed record SuppressDocument(string Command, int ExitCode, EditorPart Editor, string Rule, string AssetPath, bool Removed, string SettingsFile, bool Changed);
