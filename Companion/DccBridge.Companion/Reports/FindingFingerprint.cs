using System.Security.Cryptography;
using System.Text;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Reports;

/// <summary>
/// Names a finding across runs: by rule, asset and place, and not by its text, whose figures change while the asset is worked on.
/// Findings that share all three are counted.
/// </summary>
internal sealed class FindingFingerprint
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>64 lower-case hexadecimal digits; asked once for each finding of an asset, in order.</summary>
    public string Of(Verdict verdict, Finding finding)
    {
        var place = finding.Locator;
        string[] parts = [finding.RuleId, verdict.AssetPath.ToUpperInvariant(), place?.Node ?? "", place?.Material ?? "", place is { Slot: >= 0 } ? $"{place.Slot}" : ""];
        var key = string.Join('\0', parts);
        var number = _seen[key] = _seen.GetValueOrDefault(key) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\0{number}")));
    }
}
