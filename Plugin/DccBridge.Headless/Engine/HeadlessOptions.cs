using DccBridge.Validation;

namespace DccBridge.Headless.Engine;

/// <summary>What the command line asks for.</summary>
internal sealed record HeadlessOptions
{
    /// <summary>The content folder; created when missing.</summary>
    public string ContentFolder { get; init; } = "";

    /// <summary>Name of the project; null takes the content folder's name.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Folder for the endpoint file; null takes the user's own.</summary>
    public string? EndpointFolder { get; init; }

    /// <summary>Preferred TCP port, 0 for any; null takes the protocol's own.</summary>
    public int? Port { get; init; }

    /// <summary>Listen on a Unix domain socket beside the endpoint file as well.</summary>
    public bool UseSocket { get; init; } = !OperatingSystem.IsWindows();

    /// <summary>Clients may be granted the scope "execute".</summary>
    public bool AllowExecute { get; init; }

    /// <summary>Settings file of the validation; null takes the defaults.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Where source files lie, for the rules src.*, which look nowhere else; null makes them silent.</summary>
    public SourceRoot? Sources { get; init; }

    /// <summary>Stop when this process is gone.</summary>
    public int? ParentProcess { get; init; }

    /// <summary>Write the log there instead of to standard error.</summary>
    public string? LogFile { get; init; }

    /// <summary>Also log what only developers of DccBridge need.</summary>
    public bool Verbose { get; init; }

    /// <summary>Take commands from standard input.</summary>
    public bool Control { get; init; }

    /// <summary>
    /// The process that started it stops it. A terminal sends Ctrl-C to both at once; the parent then still has to cancel its operations here,
    /// so this process leaves that signal to the parent.
    /// </summary>
    public bool IsStoppedByParent => Control || ParentProcess is not null;

    /// <summary>Ticks of the engine per second.</summary>
    public double TickRate { get; init; } = 60;

    /// <summary>Open a modal dialog at the start, for so long.</summary>
    public TimeSpan? Modal { get; init; }

    /// <summary>Hang at the start, for so long.</summary>
    public TimeSpan? Stall { get; init; }

    /// <summary>Each import takes so much longer.</summary>
    public TimeSpan SlowImport { get; init; }

    /// <summary>The disk is full after so many bytes.</summary>
    public long? FullDisk { get; init; }

    /// <summary>Restart the server in place, once, after so long.</summary>
    public TimeSpan? RestartAfter { get; init; }

    /// <summary>Only print the help.</summary>
    public bool ShowHelp { get; init; }

    /// <summary>Only print the version.</summary>
    public bool ShowVersion { get; init; }
}
