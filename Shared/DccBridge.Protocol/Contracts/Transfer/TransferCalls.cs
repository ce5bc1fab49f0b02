using MessagePack;

namespace DccBridge.Protocol.Contracts.Transfer;

/// <summary>Params of <see cref="MethodNames.Transfer.Open"/>.</summary>
[MessagePackObject]
public sealed partial record OpenTransferParams
{
    /// <summary>Name of the file without folders, for messages and for its type.</summary>
    [Key(0)] public required string FileName { get; init; }

    /// <summary>Length in bytes.</summary>
    [Key(1)] public required long Length { get; init; }

    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits.</summary>
    [Key(2)] public required string ContentHash { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Transfer.Open"/>.</summary>
[MessagePackObject]
public sealed partial record OpenTransferResult
{
    /// <summary>Names the transfer; opening the same content again gives the same one while it is unfinished.</summary>
    [Key(0)] public required Guid TransferId { get; init; }

    /// <summary>Bytes that the editor holds already: the first chunk starts here.</summary>
    [Key(1)] public long Offset { get; init; }

    /// <summary>True when the editor has the whole content: neither chunks nor commit are needed.</summary>
    [Key(2)] public bool AlreadyPresent { get; init; }
}

/// <summary>Params of <see cref="MethodNames.Transfer.Chunk"/>, a call with a chunk stream: the bytes follow as stream chunks of the same request id.</summary>
[MessagePackObject]
public sealed partial record TransferChunkParams
{
    /// <summary>The opened transfer.</summary>
    [Key(0)] public required Guid TransferId { get; init; }

    /// <summary>Offset in the file of the first byte of the stream; must equal what the editor holds.</summary>
    [Key(1)] public required long Offset { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Transfer.Chunk"/>, after the last chunk.</summary>
[MessagePackObject]
public readonly partial record struct TransferChunkResult([property: Key(0)] long Received);

/// <summary>Params of <see cref="MethodNames.Transfer.Commit"/>.</summary>
[MessagePackObject]
public readonly partial record struct CommitTransferParams([property: Key(0)] Guid TransferId);

/// <summary>Result of <see cref="MethodNames.Transfer.Commit"/>: the content is verified and its file and folder are flushed to disk.</summary>
[MessagePackObject]
public sealed partial record CommitTransferResult
{
    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits.</summary>
    [Key(0)] public required string ContentHash { get; init; }

    /// <summary>Length in bytes.</summary>
    [Key(1)] public required long Length { get; init; }
}
