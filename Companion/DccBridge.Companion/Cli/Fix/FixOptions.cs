namespace DccBridge.Companion.Cli.Fix;

/// <summary>What a fix was asked for.</summary>
internal sealed record FixOptions
{
    /// <summary>Package paths.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Ids of rules; empty is all that can be mended.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Make the changes.</summary>
    public bool Apply { get; init; }

    /// <summary>Do not ask.</summary>
    public bool Yes { get; init; }

    /// <summary>The fix to take back; null makes one.</summary>
    public Guid? Undo { get; init; }
}
