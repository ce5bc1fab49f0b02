namespace DccBridge.Client;

/// <summary>What an upload is doing.</summary>
public enum UploadStage
{
    /// <summary>The content hash is computed.</summary>
    Hashing,

    /// <summary>Bytes are sent.</summary>
    Sending,

    /// <summary>The editor verifies the content and writes it to its disk.</summary>
    Committing,

    /// <summary>The editor has the content.</summary>
    Done,
}

/// <summary>How far an upload is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Bytes">Bytes done in this stage; bytes that the editor held already count as sent.</param>
/// <param name="Total">Length of the file in bytes.</param>
public readonly record struct UploadProgress(UploadStage Stage, long Bytes, long Total);

/// <summary>An upload that is done: the editor has the content.</summary>
/// <param name="FileName">Name of the file without folders.</param>
/// <param name="ContentHash">SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="BytesSent">Bytes that crossed the wire; fewer than <paramref name="Length"/> when the editor had a part, more when some were sent twice.</param>
/// <param name="AlreadyPresent">True when the editor had all of it before.</param>
public sealed record UploadResult(string FileName, string ContentHash, long Length, long BytesSent, bool AlreadyPresent);
