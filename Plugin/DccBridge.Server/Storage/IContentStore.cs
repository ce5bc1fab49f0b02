using DccBridge.Protocol.Errors;

namespace DccBridge.Server.Storage;

/// <summary>Where an upload stands.</summary>
/// <param name="TransferId">Names the upload; the same for the same content.</param>
/// <param name="Offset">Bytes that are there; the next one is written at this offset.</param>
/// <param name="IsPresent">The content is complete and verified.</param>
public readonly record struct TransferState(Guid TransferId, long Offset, bool IsPresent);

/// <summary>
/// Uploaded content by its SHA-256. Parts of an upload outlive a killed process; complete content outlives a power cut. Callable from any thread.
/// </summary>
public interface IContentStore : IDisposable
{
    /// <summary>True when the content is complete and verified. Asking counts as use.</summary>
    bool Contains(string hash);

    /// <summary>The file with the content, to be read only. Asking counts as use.</summary>
    /// <exception cref="RpcException"><see cref="DccBridge.Protocol.Contracts.ErrorCode.ContentMissing"/>: it was not uploaded.</exception>
    string PathOf(string hash);

    /// <summary>Begins an upload or finds how far it came.</summary>
    /// <param name="fileName">For messages.</param>
    /// <param name="hash">What the content will hash to.</param>
    /// <param name="length">Length of the whole content in bytes.</param>
    /// <exception cref="RpcException">A param is not allowed, the content is larger than the cap, or the disk has no room for it.</exception>
    TransferState Open(string fileName, string hash, long length);

    /// <summary>Begins to write at the end of what is there. A writer of the same upload that is still open loses it: its connection is likely dead.</summary>
    /// <exception cref="RpcException">No such upload is open, or <paramref name="offset"/> is not where it stands.</exception>
    ContentWriter Write(Guid transferId, long offset);

    /// <summary>Verifies the hash and makes the content durable: when this returns, it is there after a power cut too.</summary>
    /// <returns>Hash and length of the content.</returns>
    /// <exception cref="RpcException">No such upload is open, bytes are missing, the hash is another one (then the upload is dropped), or the disk is full.</exception>
    (string Hash, long Length) Commit(Guid transferId);
}
