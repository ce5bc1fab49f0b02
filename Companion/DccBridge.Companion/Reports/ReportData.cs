using DccBridge.Companion.Offline;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Reports;

/// <summary>What every report is written from.</summary>
internal sealed record ReportData
{
    /// <summary>What was found.</summary>
    public required OfflineResult Result { get; init; }

    /// <summary>Exit code of the run.</summary>
    public required int ExitCode { get; init; }

    /// <summary>In one line, without full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>Full path of the folder that files are named relative to.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>Version of this program ("0.1.0").</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The file relative to <see cref="BaseFolder"/> with forward slashes; null when it is not below it.</summary>
    public string? Relative(string fullPath)
    {
        var relative = Path.GetRelativePath(BaseFolder, fullPath);
        return Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? null
            : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>The file as a person should see it.</summary>
    public string Shown(JudgedAsset asset) => Relative(asset.FullPath) ?? asset.FullPath;

    /// <summary>How severities are called in reports and documents.</summary>
    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
