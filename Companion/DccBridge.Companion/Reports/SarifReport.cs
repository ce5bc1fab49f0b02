using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DccBridge.Companion.Offline;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Companion.Reports;

/// <summary>
/// SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with what GitHub's code scanning asks for: a relative
/// location, a start line, fingerprints. The files are binary, so that the line is always 1.
/// </summary>
internal static class SarifReport
{
    /// <summary>Name of the base folder in locations, as GitHub knows it.</summary>
    private const string BaseId = "%SRCROOT%";

    /// <summary>Name and version of <see cref="FindingFingerprint"/>.</summary>
    private const string Fingerprint = "dccBridgeFinding/v1";

    /// <summary>Writes the document in UTF-8.</summary>
    public static void Write(Stream output, ReportData data)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var rules = Rules(data.Result);
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, data, rules);
        WriteInvocation(json, data);
        WriteBase(json, data);
        json.WriteString("columnKind", "utf16CodeUnits");
        WriteResults(json, data, rules);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static List<SarifRule> Rules(OfflineResult result)
    {
        var rules = FileRules.All.Select(r => new SarifRule(r.Id, r.Description, r.Remedy, Severity.Error, true)).ToList();
        rules.AddRange(result.Rules.Select(r => new SarifRule(r.Id, r.Description, RuleCatalogue.Find(r.Id)?.Remedy ?? r.Description, r.Severity, r.Enabled)));
        return [.. rules.OrderBy(r => r.Id, StringComparer.Ordinal)];
    }

    private static void WriteTool(Utf8JsonWriter json, ReportData data, List<SarifRule> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "DccBridge");
        json.WriteString("version", data.ToolVersion);
        json.WriteString("semanticVersion", data.ToolVersion);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", rule.Description);
            WriteText(json, "fullDescription", rule.Description);
            WriteText(json, "help", rule.Remedy);
            json.WriteStartObject("defaultConfiguration");
            json.WriteBoolean("enabled", rule.Enabled);
            json.WriteString("level", Level(rule.Severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, ReportData data)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", data.Result.Assets.All(a => a.Verdict.Outcome != VerdictOutcome.NotValidated));
        json.WriteNumber("exitCode", data.ExitCode);
        json.WriteString("startTimeUtc", Time(data.Result.Started));
        json.WriteString("endTimeUtc", Time(data.Result.Ended));
        if (data.Result.SettingsFiles.Count > 0)
        {
            json.WriteStartObject("properties");
            json.WriteStartArray("settings");
            foreach (var settings in data.Result.SettingsFiles)
            {
                json.WriteStringValue(data.Relative(settings) ?? settings);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteBase(Utf8JsonWriter json, ReportData data)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(BaseId);
        json.WriteString("uri", FileUri(data.BaseFolder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResults(Utf8JsonWriter json, ReportData data, List<SarifRule> rules)
    {
        var index = rules.Select((rule, i) => (rule.Id, i)).ToDictionary(r => r.Id, r => r.i, StringComparer.Ordinal);
        json.WriteStartArray("results");
        foreach (var asset in data.Result.Assets)
        {
            var fingerprints = new FindingFingerprint();
            foreach (var finding in asset.Verdict.Findings)
            {
                json.WriteStartObject();
                json.WriteString("ruleId", finding.RuleId);
                if (index.TryGetValue(finding.RuleId, out var number))
                {
                    json.WriteNumber("ruleIndex", number);
                }

                json.WriteString("level", Level(finding.Severity));
                WriteText(json, "message", $"{finding.Message} {finding.Fix}");
                WriteLocation(json, data, asset, finding);
                WriteFingerprints(json, fingerprints.Of(asset.Verdict, finding));
                WriteSuppression(json, finding);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteLocation(Utf8JsonWriter json, ReportData data, JudgedAsset asset, Finding finding)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        if (data.Relative(asset.FullPath) is { } relative)
        {
            json.WriteString("uri", string.Join('/', relative.Split('/').Select(Escape)));
            json.WriteString("uriBaseId", BaseId);
        }
        else
        {
            json.WriteString("uri", FileUri(asset.FullPath));
        }

        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", 1);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        var path = asset.Verdict.AssetPath;
        WriteLogical(json, path[(path.LastIndexOf('/') + 1)..], path, "asset");
        if (finding.Locator?.Node is { Length: > 0 } node)
        {
            WriteLogical(json, node, $"{path}#node:{node}", "node");
        }

        if (finding.Locator?.Material is { Length: > 0 } material)
        {
            WriteLogical(json, material, $"{path}#material:{material}", "material");
        }

        if (finding.Locator is { Slot: >= 0 and var slot })
        {
            WriteLogical(json, string.Create(CultureInfo.InvariantCulture, $"slot {slot}"), string.Create(CultureInfo.InvariantCulture, $"{path}#slot:{slot}"), "slot");
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLogical(Utf8JsonWriter json, string name, string fullName, string kind)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("fullyQualifiedName", fullName);
        json.WriteString("kind", kind);
        json.WriteEndObject();
    }

    private static void WriteFingerprints(Utf8JsonWriter json, string fingerprint)
    {
        json.WriteStartObject("partialFingerprints");
        json.WriteString(Fingerprint, fingerprint);

        // The one that GitHub compares; without it, it would hash line 1 of a binary file.
        json.WriteString("primaryLocationLineHash", $"{fingerprint[..16]}:1");
        json.WriteEndObject();
    }

    private static void WriteSuppression(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("suppressions");
        if (finding.SuppressedBecause is { } reason)
        {
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // A lone half of a surrogate pair, which a name of Windows may hold, has no bytes in UTF-8.
    private static string Escape(string segment) => Uri.EscapeDataString(WholeText.Of(segment));

    private static string FileUri(string fullPath)
    {
        var path = fullPath.Replace(Path.DirectorySeparatorChar, '/');
        var segments = string.Join('/', path.TrimStart('/').Split('/').Select(s => s.EndsWith(':') ? s : Escape(s)));
        return path.StartsWith("//", StringComparison.Ordinal) ? $"file://{segments}" : $"file:///{segments}";
    }

    private sealed record SarifRule(string Id, string Description, string Remedy, Severity Severity, bool Enabled);
}
