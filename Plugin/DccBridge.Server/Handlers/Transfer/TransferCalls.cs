using DccBridge.Protocol.Contracts.Transfer;
using DccBridge.Protocol.Rpc;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Handlers.Transfer;

/// <summary>transfer.open, transfer.chunk and transfer.commit. They touch the disk, so they run on the thread pool and never on a receive loop.</summary>
internal sealed class TransferCalls(IContentStore content)
{
    public async ValueTask<OpenTransferResult> OpenAsync(OpenTransferParams parameters)
    {
        var state = await Task.Run(() => content.Open(parameters.FileName, parameters.ContentHash, parameters.Length)).ConfigureAwait(false);
        return new OpenTransferResult { TransferId = state.TransferId, Offset = state.Offset, AlreadyPresent = state.IsPresent };
    }

    /// <summary>Writes each chunk before it asks for another one. A connection that ends leaves what was written.</summary>
    public async ValueTask<TransferChunkResult> ChunkAsync(TransferChunkParams parameters, UploadContext upload)
    {
        using var writer = await Task.Run(() => content.Write(parameters.TransferId, parameters.Offset)).ConfigureAwait(false);
        var received = parameters.Offset;
        while (await upload.ReadChunkAsync().ConfigureAwait(false) is { } chunk)
        {
            using (chunk)
            {
                received = writer.Write(chunk.Memory.Span);
            }
        }

        return new TransferChunkResult(received);
    }

    public async ValueTask<CommitTransferResult> CommitAsync(CommitTransferParams parameters)
    {
        var (hash, length) = await Task.Run(() => content.Commit(parameters.TransferId)).ConfigureAwait(false);
        return new CommitTransferResult { ContentHash = hash, Length = length };
    }
}
