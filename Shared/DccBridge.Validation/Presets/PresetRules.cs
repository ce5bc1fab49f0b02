using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings;

namespace DccBridge.Validation.Presets;

/// <summary>What a preset changes of the rules: the lowest layer, below everything that settings say.</summary>
internal static class PresetRules
{
    private static readonly Dictionary<string, RuleSettings> None = [];

    /// <summary>
    /// The technical requirements of Fab and, before it, of the Unreal marketplace, as far as they can be seen in facts: paths of 140 characters (2.7.2.d), textures up
    /// to 8192 px and powers of two (2.3.7.b), no generic folders, nothing directly below Content, no redirectors, lightmap UVs, collision, 22,050 or 44,100 Hz.
    /// </summary>
    /// <remarks>Source: https://github.com/Allar/ue5-style-guide, marketplace-compatibility.md, and https://mythiclemon.com/resources/fab-3d-asset-checklist.html.</remarks>
    private static readonly Dictionary<string, RuleSettings> Marketplace = new()
    {
        ["mesh.collision"] = new() { Severity = Severity.Error },
        ["mesh.lightmap"] = new() { Enabled = true },
        ["name.prefix"] = new() { Severity = Severity.Warning },
        ["path.generic"] = new() { Severity = Severity.Error },
        ["path.length"] = new() { Severity = Severity.Error },
        ["path.toplevel"] = new() { Severity = Severity.Error },
        ["snd.rate"] = new() { Severity = Severity.Error, Thresholds = new Dictionary<string, double> { ["allow48000"] = 0 } },
        ["tex.maxsize"] = new() { Thresholds = new Dictionary<string, double> { ["warnAbove"] = 8192 } },
    };

    /// <summary>Changes by rule id.</summary>
    public static IReadOnlyDictionary<string, RuleSettings> Of(NamingPreset preset) => preset == NamingPreset.Marketplace ? Marketplace : None;
}
