using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>An activity as it is kept: a line of the journal, the newest of an id counts.</summary>
internal sealed record KeptActivity
{
    /// <summary>As it is shown.</summary>
    public required ActivityView View { get; init; }

    /// <summary>What was asked for; null when it is no send.</summary>
    public SendRequest? Send { get; init; }

    /// <summary>What was asked for; null when it is no validation.</summary>
    public ValidateRequest? Validate { get; init; }

    /// <summary>The DCC that exports first; null when none does.</summary>
    public string? DccId { get; init; }

    /// <summary>Path of the project that it is for; empty for an export that is not sent yet.</summary>
    public string ProjectPath { get; init; } = "";

    /// <summary>Names it in the editor.</summary>
    public required string RunKey { get; init; }

    /// <summary>Keys of the operations that the editor was asked for.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>It was interrupted, and the editor has said what it has of it.</summary>
    public bool IsSettled { get; init; }

    /// <summary>It is over.</summary>
    public bool HasEnded => View.State is ActivityState.Succeeded or ActivityState.Failed or ActivityState.Cancelled or ActivityState.Interrupted;
}
