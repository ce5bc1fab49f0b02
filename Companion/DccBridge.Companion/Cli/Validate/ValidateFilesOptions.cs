using DccBridge.Companion.Reports;

namespace DccBridge.Companion.Cli.Validate;

/// <summary>From which findings on a run fails.</summary>
internal enum FailOn
{
    /// <summary>Errors.</summary>
    Error,

    /// <summary>Errors and warnings.</summary>
    Warning,

    /// <summary>None; what could not be judged still fails it.</summary>
    Never,
}

/// <summary>What a validation of files was asked for.</summary>
internal sealed record ValidateFilesOptions
{
    /// <summary>Files and folders as they were typed.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Package folder that they would be sent to; null is one of the name of the folder below /Game.</summary>
    public string? Destination { get; init; }

    /// <summary>Full path of the settings file; null looks for the nearest one.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Full path of the folder that reports name files relative to.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The reports to write.</summary>
    public IReadOnlyList<ReportRequest> Reports { get; init; } = [];

    /// <summary>What makes the exit code 1.</summary>
    public FailOn FailOn { get; init; }
}
