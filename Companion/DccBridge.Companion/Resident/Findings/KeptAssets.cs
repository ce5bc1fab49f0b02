using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>From verdicts to what is kept of them. Pure.</summary>
internal static class KeptAssets
{
    private const int RulesInHistory = 20;
    private const int MaxText = 4_000;

    /// <summary>The asset after a verdict.</summary>
    /// <param name="editor">Whose verdict it is.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="before">What was kept of the asset; null when nothing.</param>
    /// <param name="mostFindings">More findings than this are left out, the least bad ones.</param>
    public static KeptAsset After(EditorInfo editor, Verdict verdict, KeptAsset? before, int mostFindings)
    {
        var at = Utc(verdict.ValidatedAt);
        var known = (before?.Findings ?? []).ToDictionary(f => f.Id, f => f.FirstSeenAt, StringComparer.Ordinal);
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        var findings = new List<KeptFinding>(Math.Min(verdict.Findings.Count, mostFindings));
        foreach (var finding in verdict.Findings.OrderByDescending(f => f.Severity).Take(mostFindings))
        {
            var place = $"{editor.ProjectPath}\n{verdict.AssetPath.ToUpperInvariant()}\n{finding.RuleId}\n{finding.Locator?.Node}\n{finding.Locator?.Material}\n{finding.Locator?.Slot ?? -1}";
            var count = used[place] = used.GetValueOrDefault(place) + 1;
            var id = IdOf($"{place}\n{count}");
            findings.Add(new KeptFinding
            {
                Id = id,
                Rule = finding.RuleId,
                Severity = finding.Severity,
                Message = Short(finding.Message),
                Fix = Short(finding.Fix),
                Node = finding.Locator?.Node,
                Material = finding.Locator?.Material,
                Slot = finding.Locator is { Slot: >= 0 } locator ? locator.Slot : null,
                SuppressedBecause = finding.SuppressedBecause,
                FirstSeenAt = known.TryGetValue(id, out var first) ? first : at,
            });
        }

        return new KeptAsset
        {
            ProjectPath = editor.ProjectPath,
            Project = editor.ProjectName,
            Path = verdict.AssetPath,
            Class = verdict.AssetClass,
            RunId = verdict.RunId,
            Outcome = verdict.Outcome,
            UseCase = verdict.UseCase,
            ValidatedAt = at,
            Source = verdict.SourcePath ?? before?.Source,
            ContentHash = verdict.ContentHash,
            Findings = findings,
        };
    }

    /// <summary>The judgement as a line of the asset's history.</summary>
    public static VerdictView HistoryOf(KeptAsset asset) => new()
    {
        RunId = asset.RunId,
        ValidatedAt = asset.ValidatedAt,
        Outcome = Word(asset.Outcome.ToString()),
        UseCase = Word(asset.UseCase.ToString()),
        Errors = asset.Findings.Count(f => f is { Severity: Severity.Error, SuppressedBecause: null }),
        Warnings = asset.Findings.Count(f => f is { Severity: Severity.Warning, SuppressedBecause: null }),
        Rules = [.. asset.Findings.Select(f => f.Rule).Distinct(StringComparer.Ordinal).Take(RulesInHistory)],
    };

    /// <summary>A name of the protocol as the API writes it ("notValidated").</summary>
    public static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string IdOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Base64Url.EncodeToString(hash[..15]);
    }

    private static string Short(string text) => text.Length <= MaxText ? text : text[..MaxText];

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
