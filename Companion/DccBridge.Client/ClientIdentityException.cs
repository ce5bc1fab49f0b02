namespace DccBridge.Client;

/// <summary>The file of the client id cannot be used. The text names the file and what to do.</summary>
/// <param name="path">The file or folder.</param>
/// <param name="problem">What is wrong with it and what to do.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class ClientIdentityException(string path, string problem, Exception? innerException = null)
    : Exception($"{path}: {problem}", innerException)
{
    /// <summary>The file or folder.</summary>
    public string Path { get; } = path;
}
