using DccBridge.Companion.Offline;
using DccBridge.Companion.Reports;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Companion.Reports;

/// <summary>Results of validations for the writers of reports.</summary>
internal static class ReportSample
{
    /// <summary>A name with everything that means something in HTML, XML, JSON or a terminal, and characters that none of them has.</summary>
    public const string Hostile = "T_\"'><script>alert(1)</script>&amp;<![CDATA[]]>\u0000\u0007\u001b[31m\u202e\ufffe\uffff\ud800_箱子_😀";

    public static string Base => OperatingSystem.IsWindows() ? @"C:\art" : "/art";

    public static ReportData Of(params JudgedAsset[] assets) => new()
    {
        Result = new OfflineResult
        {
            RunId = Guid.NewGuid(),
            Started = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc),
            Ended = new DateTime(2026, 3, 4, 5, 6, 9, DateTimeKind.Utc),
            SettingsFiles = [],
            Rules = RuleSet.Create().Rules,
            Assets = assets,
            Skipped = [],
            Files = assets.Length,
        },
        ExitCode = 1,
        Summary = "1 error",
        BaseFolder = Base,
        ToolVersion = "1.2.3",
    };

    public static JudgedAsset Asset(string name, params Finding[] findings) => new()
    {
        Verdict = new Verdict
        {
            RunId = Guid.Empty,
            AssetPath = $"/Game/set/{name}",
            AssetClass = AssetClasses.Texture2D,
            Outcome = findings.Any(f => f is { Severity: Severity.Error, SuppressedBecause: null }) ? VerdictOutcome.Failed
                : findings.Any(f => f is { Severity: Severity.Warning, SuppressedBecause: null }) ? VerdictOutcome.Warnings : VerdictOutcome.Passed,
            Findings = findings,
            ValidatedAt = DateTime.UnixEpoch,
        },
        FullPath = Path.Combine(Base, "set", name.Replace("\0", "", StringComparison.Ordinal) + ".png"),
        ShownPath = $"set/{name}.png",
        Bytes = 10,
        Figures = new AssetFigures { Pixels = (64, 32), Depth = (4, 8) },
    };

    public static Finding Finding(Severity severity = Severity.Error, string message = "Wrong.", string rule = "tex.pow2") =>
        new() { RuleId = rule, Severity = severity, Message = message, Fix = "Mend it." };

    public static byte[] Write(Action<Stream, ReportData> writer, ReportData data)
    {
        using var stream = new MemoryStream();
        writer(stream, data);
        return stream.ToArray();
    }
}
