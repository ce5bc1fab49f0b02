namespace DccBridge.Client;

/// <summary>A file changed while it was uploaded: another program still writes it.</summary>
/// <param name="path">The file.</param>
/// <param name="change">What was noticed ("its length went from 10 to 12 bytes").</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class FileChangedException(string path, string change, Exception? innerException = null)
    : IOException($"'{path}' changed while it was being uploaded: {change}. Let the program that writes it finish, then send it again.", innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
