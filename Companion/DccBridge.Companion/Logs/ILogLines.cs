namespace DccBridge.Companion.Logs;

/// <summary>The log of the resident companion, for reading.</summary>
internal interface ILogLines
{
    /// <summary>The newest lines, oldest first.</summary>
    /// <param name="count">At most so many.</param>
    /// <param name="least">Only entries of this level or worse: error, warning, information or debug; null is all.</param>
    /// <param name="cancellation">Stops the reading.</param>
    Task<IReadOnlyList<string>> ReadAsync(int count, string? least, CancellationToken cancellation);
}
