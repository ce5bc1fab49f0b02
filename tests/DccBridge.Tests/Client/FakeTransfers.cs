using System.Security.Cryptography;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Transfer;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Tests.Client;

/// <summary>The transfers of a <see cref="FakeEditor"/>: keeps what it got, and cuts the connection where a test says.</summary>
internal sealed class FakeTransfers
{
    private readonly Guid _id = Guid.NewGuid();
    private OpenTransferParams? _announced;

    public MemoryStream Received { get; } = new();

    public HashSet<string> Committed { get; } = [];

    public List<long> Offsets { get; } = [];

    public int Opens { get; private set; }

    public int Commits { get; private set; }

    /// <summary>Cuts the connection once it has that many bytes, each once.</summary>
    public Queue<long> CutAt { get; } = new();

    /// <summary>Cuts the connection when a commit comes: before it is done, or after.</summary>
    public Queue<bool> CutAtCommit { get; } = new();

    /// <summary>Told of each chunk: bytes so far.</summary>
    public Action<long>? OnChunk { get; set; }

    /// <summary>Answers the next chunk call with this.</summary>
    public Queue<RpcException> ChunkErrors { get; } = new();

    public void Script(HandlerTable table) => table
        .AddRequest<OpenTransferParams, OpenTransferResult>(MethodNames.Transfer.Open, (p, _) => ValueTask.FromResult(Open(p)))
        .AddUpload<TransferChunkParams, TransferChunkResult>(MethodNames.Transfer.Chunk, ReceiveAsync)
        .AddRequest<CommitTransferParams, CommitTransferResult>(MethodNames.Transfer.Commit, CommitAsync);

    private OpenTransferResult Open(OpenTransferParams announced)
    {
        Opens++;
        _announced = announced;
        return new OpenTransferResult { TransferId = _id, Offset = Received.Length, AlreadyPresent = Committed.Contains(announced.ContentHash) };
    }

    private async ValueTask<TransferChunkResult> ReceiveAsync(TransferChunkParams parameters, UploadContext context)
    {
        Offsets.Add(parameters.Offset);
        if (ChunkErrors.TryDequeue(out var error))
        {
            throw error;
        }

        Assert.That(parameters.TransferId, Is.EqualTo(_id));
        Assert.That(parameters.Offset, Is.EqualTo(Received.Length));
        while (await context.ReadChunkAsync() is { } chunk)
        {
            using (chunk)
            {
                Received.Write(chunk.Memory.Span);
            }

            OnChunk?.Invoke(Received.Length);
            if (CutAt.TryPeek(out var limit) && Received.Length >= limit)
            {
                CutAt.Dequeue();
                context.Connection.Abort("cut by the test");
            }
        }

        return new TransferChunkResult(Received.Length);
    }

    private async ValueTask<CommitTransferResult> CommitAsync(CommitTransferParams parameters, RequestContext context)
    {
        Commits++;
        var cut = CutAtCommit.TryDequeue(out var after);
        if (cut && !after)
        {
            context.Connection.Abort("cut by the test");
            throw new IOException("cut");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Received.ToArray()));
        if (hash != _announced!.ContentHash)
        {
            Received.SetLength(0);
            throw new RpcException(ErrorCode.HashMismatch, "The bytes do not have the announced hash.");
        }

        Committed.Add(hash);
        if (cut)
        {
            context.Connection.Abort("cut by the test");
        }

        await Task.CompletedTask;
        return new CommitTransferResult { ContentHash = hash, Length = Received.Length };
    }
}
