namespace DccBridge.Companion.Cli;

/// <summary>How a run ended, for scripts.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and no finding of severity error.</summary>
    public const int Clean = 0;

    /// <summary>Done, and there are findings of severity error.</summary>
    public const int Findings = 1;

    /// <summary>It could not be done, or not all of it.</summary>
    public const int Failed = 2;
}
