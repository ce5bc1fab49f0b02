using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Transfer;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Client.Uploads;

/// <summary>
/// One file on its way to the editor: announce, send from where the editor stands, commit. Interrupted at any step it announces the file
/// again and goes on from what the editor then has.
/// </summary>
internal sealed class FileUpload(EditorClient client, SourceContent source, string contentHash, int maxResumptions, ProgressSteps progress)
{
    private long _bytesSent;
    private long _reached = -1;
    private int _inVain;

    /// <exception cref="FileChangedException">The file changed meanwhile.</exception>
    /// <exception cref="RpcException">The editor refused it, or the connection was lost for good.</exception>
    public async Task<UploadResult> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await TryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException e) when (CanGoOn(e) && _inVain++ < maxResumptions && client.State != ConnectionState.Closed)
            {
                // The next round asks the editor where the upload stands; it waits for the connection where that is lost.
            }
            catch (RpcException e) when (e.Code == ErrorCode.HashMismatch)
            {
                source.CheckUnchanged();
                throw;
            }
        }
    }

    private static bool CanGoOn(RpcException e) => e switch
    {
        ConnectionLostException => true,
        { Code: ErrorCode.TransferNotFound or ErrorCode.TransferOffset } => true,
        { Code: ErrorCode.EditorStopping, Outcome: Outcome.NotStarted } => true,
        _ => false,
    };

    private async Task<UploadResult> TryAsync(CancellationToken cancellationToken)
    {
        var opened = await client.OpenTransferAsync(
            new OpenTransferParams { FileName = source.Name, Length = source.Length, ContentHash = contentHash },
            default,
            cancellationToken).ConfigureAwait(false);
        if (!opened.AlreadyPresent)
        {
            if (opened.Offset < 0 || opened.Offset > source.Length)
            {
                throw new RpcException(ErrorCode.ProtocolViolation, $"The editor says that it holds {opened.Offset} of the {source.Length} bytes of '{source.Name}'. Bring the plugin and this program to the same version.", Outcome.NotStarted);
            }

            if (opened.Offset > _reached)
            {
                // Slow as it may be, it gets on.
                (_reached, _inVain) = (opened.Offset, 0);
            }

            if (opened.Offset < source.Length)
            {
                await SendAsync(opened, cancellationToken).ConfigureAwait(false);
            }

            source.CheckUnchanged();
            progress.Report(UploadStage.Committing, source.Length);
            await client.CommitTransferAsync(opened.TransferId, default, cancellationToken).ConfigureAwait(false);
        }

        progress.Report(UploadStage.Done, source.Length);
        return new UploadResult(source.Name, contentHash, source.Length, _bytesSent, opened.AlreadyPresent && _bytesSent == 0);
    }

    private async Task SendAsync(OpenTransferResult opened, CancellationToken cancellationToken)
    {
        progress.Report(UploadStage.Sending, opened.Offset);
        await client.SendChunksAsync(
            new TransferChunkParams { TransferId = opened.TransferId, Offset = opened.Offset },
            (writer, stop) => WriteChunksAsync(writer, opened.Offset, stop),
            source.Length - opened.Offset,
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteChunksAsync(ChunkWriter writer, long offset, CancellationToken cancellationToken)
    {
        while (offset < source.Length)
        {
            var count = await source.ReadAsync(writer.GetMemory(), offset, cancellationToken).ConfigureAwait(false);
            await SendAsync(writer, count).ConfigureAwait(false);
            offset += count;
            _bytesSent += count;
            progress.Report(UploadStage.Sending, offset);
        }
    }

    private static async ValueTask SendAsync(ChunkWriter writer, int count)
    {
        try
        {
            await writer.AdvanceAsync(count).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // Not of the file: the connection was just ending.
            throw new ConnectionLostException(new Disconnect(DisconnectReason.TransportFailed, e.Message, e), Outcome.Unknown);
        }
    }
}
