namespace DccBridge.Dcc.Sidecars;

/// <summary>A side-car cannot be used. The text names the file and the field and says what to do.</summary>
/// <param name="path">The side-car.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="inner">The cause; null when there is none.</param>
public sealed class DccSidecarException(string path, string problem, Exception? inner = null)
    : Exception($"'{path}' cannot be used: {problem}. Export the file again from the DCC, or delete the side-car.", inner)
{
    /// <summary>The side-car.</summary>
    public string Path { get; } = path;
}
