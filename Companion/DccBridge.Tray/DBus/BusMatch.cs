namespace DccBridge.Tray.DBus;

/// <summary>Which signals are wanted.</summary>
internal sealed record BusMatch
{
    public required string Interface { get; init; }

    public required string Member { get; init; }

    /// <value>A name of the sender; null for any. A well-known name is resolved by the bus, so compare the sender with its owner where that matters.</value>
    public string? Sender { get; init; }

    public string? Path { get; init; }

    /// <value>The first value, when it is a string; null for any.</value>
    public string? FirstValue { get; init; }

    /// <summary>The rule as the bus reads it. None of our values holds an apostrophe: they are names and paths.</summary>
    public string Rule => string.Join(',', new[]
    {
        "type='signal'", $"interface='{Interface}'", $"member='{Member}'",
        Sender is null ? "" : $"sender='{Sender}'", Path is null ? "" : $"path='{Path}'", FirstValue is null ? "" : $"arg0='{FirstValue}'",
    }.Where(part => part.Length > 0));

    /// <summary>Whether a signal that came in is one of them; who sent it is not looked at.</summary>
    public bool Fits(BusMessage signal) =>
        signal.Interface == Interface && signal.Member == Member && (Path is null || signal.Path == Path)
        && (FirstValue is null || (signal.Body.Count > 0 && signal.Body[0] is string first && first == FirstValue));
}
