namespace DccBridge.Companion.Resident.Views;

/// <summary>What an activity does.</summary>
internal enum ActivityKind
{
    /// <summary>Sends files.</summary>
    Send,

    /// <summary>Validates assets in an editor.</summary>
    Validate,

    /// <summary>Mends what rules can mend.</summary>
    Fix,

    /// <summary>Exports from a DCC, then sends.</summary>
    Export,
}

/// <summary>Where an activity stands.</summary>
internal enum ActivityState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Was asked to stop and has not stopped yet.</summary>
    Cancelling,

    /// <summary>Done, all of it.</summary>
    Succeeded,

    /// <summary>Not done, or not all of it; <see cref="ActivityView.Error"/> says why and what to do.</summary>
    Failed,

    /// <summary>Stopped on request.</summary>
    Cancelled,

    /// <summary>The companion ended in the middle of it; whether it happened is not known.</summary>
    Interrupted,
}

/// <summary>One thing the companion does or did. Kept for seven days.</summary>
internal sealed record ActivityView
{
    /// <summary>Names it.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it does.</summary>
    public required ActivityKind Kind { get; init; }

    /// <summary>One line ("Send 3 files to Game").</summary>
    public required string Title { get; init; }

    /// <summary>Where it stands.</summary>
    public required ActivityState State { get; init; }

    /// <summary>Hash, upload, import or validate, while it runs.</summary>
    public string? Stage { get; init; }

    /// <summary>How far it is, from 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>How it ended, in one line; or what it waits for.</summary>
    public string? Message { get; init; }

    /// <summary>Why it failed, as an instruction; null when it did not.</summary>
    public ErrorView? Error { get; init; }

    /// <summary>The editor it is for; null while that is not decided.</summary>
    public string? EditorId { get; init; }

    /// <summary>The project it is for.</summary>
    public string? Project { get; init; }

    /// <summary>The files it sends, absolute; at most the first hundred.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>How many files there are.</summary>
    public int FileCount { get; init; }

    /// <summary>Assets it created, updated or judged; at most the first hundred.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>Findings of severity error in its verdicts.</summary>
    public int Errors { get; init; }

    /// <summary>Findings of severity warning in its verdicts.</summary>
    public int Warnings { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, UTC; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What asked for it: dashboard, tray, api, watch, or the DCC's name.</summary>
    public string Origin { get; init; } = "api";
}

/// <summary>A failure, for programs and for people.</summary>
/// <param name="Code">For programs: one of the command line's failure codes, or an error code of the protocol.</param>
/// <param name="Message">What to do.</param>
internal sealed record ErrorView(string Code, string Message);
