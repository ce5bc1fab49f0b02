namespace DccBridge.Validation.Custom;

/// <summary>A rule of a studio's own cannot be used, or did not judge an asset. The message is for people and stands in findings.</summary>
/// <param name="message">What happened ("took longer than 1 s"), without the rule's name.</param>
/// <param name="details">More of it for the log (a stack trace as text); null when there is no more.</param>
/// <remarks>It never carries the exception of the studio's code: that one would keep the studio's assembly from being unloaded.</remarks>
public sealed class CustomRuleException(string message, string? details = null) : Exception(message)
{
    /// <summary>More for the log; null when there is no more.</summary>
    public string? Details { get; } = details;

    /// <inheritdoc/>
    public override string ToString() => Details is null ? base.ToString() : $"{base.ToString()}\n{Details}";
}
