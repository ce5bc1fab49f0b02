namespace DccBridge.Companion.Diagnostics;

/// <summary>How a check came out.</summary>
internal enum CheckOutcome
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and is worth knowing.</summary>
    Notice,

    /// <summary>It keeps DccBridge from working.</summary>
    Bad,

    /// <summary>Not looked at, because of an earlier one.</summary>
    Skipped,
}

/// <summary>One check.</summary>
/// <param name="Check">Its name; stable, for scripts.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Cause">What was found.</param>
/// <param name="Instruction">What to do about it; null when there is nothing to do.</param>
/// <param name="Editor">The editor it is about ("Crates, port 65432"); null for the machine.</param>
internal sealed record CheckResult(string Check, CheckOutcome Outcome, string Cause, string? Instruction = null, string? Editor = null);
