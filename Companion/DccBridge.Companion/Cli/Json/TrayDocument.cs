namespace DccBridge.Companion.Cli.Json;

/// <summary>The document of <c>tray</c> and <c>dashboard</c>.</summary>
/// <param name="Command">"tray" or "dashboard".</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="State">running, alreadyRunning, stopped or notRunning.</param>
internal sealed record TrayDocument(string Command, int ExitCode, string State)
{
    /// <summary>Address of the dashboard; without a secret.</summary>
    public string? Url { get; init; }

    /// <summary>A link that opens the dashboard once, where no browser was opened.</summary>
    public string? Link { get; init; }

    /// <summary>The companion's process.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The file with the token for scripts.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Where its log is.</summary>
    public string? LogFolder { get; init; }
}
