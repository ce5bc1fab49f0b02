using DccBridge.Companion.Reports;

namespace DccBridge.Companion.Cli.Validate;

/// <summary>Reads <c>--report</c> and <c>--output</c>.</summary>
internal static class ReportOptions
{
    private static readonly Dictionary<string, ReportFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["json"] = ReportFormat.Json,
        ["sarif"] = ReportFormat.Sarif,
        ["junit"] = ReportFormat.JUnit,
        ["html"] = ReportFormat.Html,
    };

    /// <summary>The reports that are wanted.</summary>
    /// <param name="reports">As typed: "sarif=out.sarif" or "sarif".</param>
    /// <param name="outputs">As typed: the files of those without, in order.</param>
    /// <param name="workingFolder">What relative paths are relative to.</param>
    /// <exception cref="CommandFailure">They do not fit together; the text says what does.</exception>
    public static IReadOnlyList<ReportRequest> Parse(IReadOnlyList<string> reports, IReadOnlyList<string> outputs, string workingFolder)
    {
        var left = new Queue<string>(outputs);
        var requests = new List<ReportRequest>();
        foreach (var typed in reports)
        {
            var (kind, file) = typed.IndexOf('=') is >= 0 and var at ? (typed[..at], typed[(at + 1)..]) : (typed, left.TryDequeue(out var next) ? next : null);
            if (!Formats.TryGetValue(kind, out var format))
            {
                throw Wrong($"--report: '{kind}' is no kind of report. Write json, sarif, junit or html.");
            }

            if (file?.Length == 0)
            {
                throw Wrong($"--report {kind}: the file is missing. Write --report {kind}=<file>, or leave out '=' for standard output.");
            }

            requests.Add(new ReportRequest(format, file is null ? null : Path.GetFullPath(file, workingFolder)));
        }

        if (left.Count > 0)
        {
            throw Wrong($"--output: there is no report for '{left.Peek()}'. Each --output is the file of one --report without '='.");
        }

        if (requests.Count(r => r.File is null) > 1)
        {
            throw Wrong("Only one report can go to standard output. Give the others files: --report sarif=out.sarif.");
        }

        var twice = requests.Where(r => r.File is not null).GroupBy(r => r.File, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any());
        return twice is null ? requests : throw Wrong($"Two reports would be written to '{twice.Key}'. Give each its own file.");
    }

    private static CommandFailure Wrong(string message) => new(FailureCodes.Usage, message);
}
