namespace DccBridge.Companion.Reports;

/// <summary>The kinds of reports.</summary>
internal enum ReportFormat
{
    /// <summary>The document of <c>--json</c>.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>JUnit XML, for build servers.</summary>
    JUnit,

    /// <summary>One page with pictures, for people.</summary>
    Html,
}

/// <summary>A report that somebody wants.</summary>
/// <param name="Format">Its kind.</param>
/// <param name="File">Full path; null is standard output.</param>
internal sealed record ReportRequest(ReportFormat Format, string? File);
