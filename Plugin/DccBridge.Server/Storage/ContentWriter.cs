using DccBridge.Protocol.Errors;

namespace DccBridge.Server.Storage;

/// <summary>Writes at the end of one upload. Every byte that <see cref="Write"/> took survives the end of the process.</summary>
public sealed class ContentWriter : IDisposable
{
    private readonly Upload _upload;

    internal ContentWriter(Upload upload) => _upload = upload;

    /// <summary>Appends bytes.</summary>
    /// <returns>Bytes of the upload that are there now.</returns>
    /// <exception cref="RpcException">The disk is full, more bytes came than announced, or another writer took over.</exception>
    public long Write(ReadOnlySpan<byte> data) => _upload.Write(this, data);

    /// <summary>Ends writing; the upload stays and can be gone on with.</summary>
    public void Dispose() => _upload.EndWrite(this);
}
