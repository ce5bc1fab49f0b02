namespace DccBridge.Protocol.Discovery;

/// <summary>An endpoint file or the folder of endpoint files cannot be used. The text names the file, the field where there is one, and what to do; it holds no content of the file.</summary>
public sealed class EndpointException : Exception
{
    /// <summary>A problem of <paramref name="path"/>.</summary>
    public EndpointException(string path, string problem, Exception? innerException = null)
        : this(path, null, problem, innerException)
    {
    }

    /// <summary>A problem of one field of <paramref name="path"/>.</summary>
    public EndpointException(string path, string? field, string problem, Exception? innerException = null)
        : base(field is null ? $"{path}: {problem}" : $"{path}: field '{field}' {problem}", innerException)
    {
        Path = path;
        Field = field;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>The JSON field, or null when the trouble is not one field's.</summary>
    public string? Field { get; }
}
