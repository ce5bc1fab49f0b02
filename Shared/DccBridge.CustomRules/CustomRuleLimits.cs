namespace DccBridge.CustomRules;

/// <summary>What a studio's own rules may take.</summary>
public sealed record CustomRuleLimits
{
    /// <summary>Longest time of one rule for one asset.</summary>
    public TimeSpan JudgeTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After so many assets on which it took longer, a rule is not asked any more until the settings are read again. Each leaves a thread behind that .NET cannot end.</summary>
    public int MaxTimeouts { get; init; } = 3;

    /// <summary>Longest time for loading one assembly, its constructors and what its rules say of themselves included.</summary>
    public TimeSpan LoadTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest assembly, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most rules of one assembly.</summary>
    public int MaxRules { get; init; } = 500;
}
