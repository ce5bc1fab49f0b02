namespace DccBridge.AssetFiles;

/// <summary>A file's content cannot be used: malformed, above a limit, or of a kind that is not supported. The message is an instruction to the artist.</summary>
public sealed class AssetFileException : Exception
{
    /// <summary>Creates the error for a place in a file.</summary>
    /// <param name="file">Name of the file, without folders.</param>
    /// <param name="offset">Offset of the place in bytes from the start of the file.</param>
    /// <param name="message">What is wrong there and what to do, without full stop ("the chunk is longer than the file; export it again").</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public AssetFileException(string file, long offset, string message, Exception? innerException = null)
        : base($"{file}, byte {offset}: {message}.", innerException)
    {
        File = file;
        Offset = offset;
    }

    /// <summary>Name of the file, without folders. For a buffer beside a .gltf it is the buffer's file.</summary>
    public string File { get; }

    /// <summary>Offset of the place in bytes from the start of the file.</summary>
    public long Offset { get; }
}
