using DccBridge.Client.Connecting;
using DccBridge.Client.Uploads;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Transfer;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    /// <summary>The slowest upload that is not given up, in bytes per second.</summary>
    private const double SlowestUpload = 256 * 1024;

    private const int HashDigits = 64;

    /// <summary>Uploads a file, unless the editor has its content already; goes on at the last good byte after a lost connection.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told about once per MiB and at each new stage; must not block.</param>
    /// <param name="cancellationToken">Ends the upload; the editor keeps what it has for the next one.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read the file, or it is a folder.</exception>
    /// <exception cref="FileChangedException">The file changed while it was uploaded.</exception>
    /// <exception cref="RpcException">The editor refused it, or the connection was lost for good.</exception>
    public Task<UploadResult> UploadFileAsync(string path, IProgress<UploadProgress>? progress = null, CancellationToken cancellationToken = default)
        => UploadAsync(path, null, progress, cancellationToken);

    /// <summary>Uploads a file whose hash is known, without hashing it again; otherwise as the other one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contentHash">SHA-256 of its content, 64 lower-case hexadecimal digits.</param>
    /// <param name="progress">Told about once per MiB and at each new stage; must not block.</param>
    /// <param name="cancellationToken">Ends the upload; the editor keeps what it has for the next one.</param>
    /// <exception cref="ArgumentException"><paramref name="contentHash"/> is not a hash.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read the file, or it is a folder.</exception>
    /// <exception cref="FileChangedException">The file changed since it was hashed.</exception>
    /// <exception cref="RpcException">The editor refused it, or the connection was lost for good.</exception>
    public Task<UploadResult> UploadFileAsync(string path, string contentHash, IProgress<UploadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        return contentHash.Length == HashDigits && contentHash.All(char.IsAsciiHexDigitLower)
            ? UploadAsync(path, contentHash, progress, cancellationToken)
            : throw new ArgumentException($"'{contentHash}' is not a content hash: give the SHA-256 as {HashDigits} lower-case hexadecimal digits.", nameof(contentHash));
    }

    /// <summary>Announces a file. Announcing the same content again gives the same transfer, so a lost connection does no harm.</summary>
    /// <exception cref="RpcException">The call failed; see its code and outcome.</exception>
    public ValueTask<OpenTransferResult> OpenTransferAsync(OpenTransferParams parameters, CallOptions options = default, CancellationToken cancellationToken = default)
        => CallAsync<OpenTransferParams, OpenTransferResult>(MethodNames.Transfer.Open, parameters, options, Interruption.Repeat, cancellationToken);

    /// <summary>Sends bytes of an announced file. Not taken up again after a lost connection: ask with <see cref="OpenTransferAsync"/> how far it came.</summary>
    /// <param name="parameters">The transfer, and the offset at which it stands.</param>
    /// <param name="body">Writes the bytes.</param>
    /// <param name="length">How many bytes it will write at most; the time limit grows with it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RpcException">The editor refused them, or the connection was lost.</exception>
    public async ValueTask<TransferChunkResult> SendChunksAsync(TransferChunkParams parameters, Func<ChunkWriter, CancellationToken, ValueTask> body, long length, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var options = new CallOptions { Timeout = _options.CallTimeout + TimeSpan.FromSeconds(length / SlowestUpload) };
        var live = await WaitAsync(MethodNames.Transfer.Chunk, options, mayHaveRun: false, Interruption.Fail, cancellationToken).ConfigureAwait(false);
        Exception? bodyFailure = null;
        try
        {
            return await live.Rpc.UploadAsync<TransferChunkParams, TransferChunkResult>(
                MethodNames.Transfer.Chunk,
                parameters,
                async (writer, stop) =>
                {
                    try
                    {
                        await body(writer, stop).ConfigureAwait(false);
                    }
                    catch (Exception e)
                    {
                        bodyFailure = e;
                        throw;
                    }
                },
                options,
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionLostException e)
        {
            _link.Withdraw(live);
            throw InterruptedCall.Lost(MethodNames.Transfer.Chunk, e.Disconnect, mayHaveRun: true, Interruption.Fail);
        }
        catch (IOException e) when (bodyFailure is null)
        {
            // The end of the stream met a connection that was just ending.
            _link.Withdraw(live);
            throw InterruptedCall.Lost(MethodNames.Transfer.Chunk, new Disconnect(DisconnectReason.TransportFailed, e.Message, e), mayHaveRun: true, Interruption.Fail);
        }
    }

    /// <summary>Has the editor verify and keep an uploaded file. Committing again does no harm.</summary>
    /// <exception cref="RpcException">The bytes do not have the announced hash (<see cref="ErrorCode.HashMismatch"/>), or the call failed.</exception>
    public ValueTask<CommitTransferResult> CommitTransferAsync(Guid transferId, CallOptions options = default, CancellationToken cancellationToken = default)
        => CallAsync<CommitTransferParams, CommitTransferResult>(
            MethodNames.Transfer.Commit,
            new CommitTransferParams(transferId),
            options with { Timeout = options.Timeout ?? _options.OperationTimeout },
            cancellationToken);

    private async Task<UploadResult> UploadAsync(string path, string? knownHash, IProgress<UploadProgress>? progress, CancellationToken cancellationToken)
    {
        using var source = SourceContent.Open(path);
        var steps = new ProgressSteps(progress, source.Length);
        var hash = knownHash ?? await HashAsync().ConfigureAwait(false);
        try
        {
            return await new FileUpload(this, source, hash, _options.MaxResumptions, steps).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == ErrorCode.HashMismatch && knownHash is not null)
        {
            // Either the file changed before it was opened here, or the bytes suffered on their way.
            if (await HashAsync().ConfigureAwait(false) != knownHash)
            {
                throw new FileChangedException(path, "it does not have the content any more whose hash was given", e);
            }

            throw;
        }

        Task<string> HashAsync() => source.HashAsync(bytes => steps.Report(UploadStage.Hashing, bytes), cancellationToken);
    }
}
