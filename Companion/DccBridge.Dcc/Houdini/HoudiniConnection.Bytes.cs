using DccBridge.Dcc.Rpyc;

namespace DccBridge.Dcc.Houdini;

/// <summary>Large data, in pieces: one frame of many megabytes would hold up everything else, and rpyc is slow with it.</summary>
public sealed partial class HoudiniConnection
{
    /// <summary>Bytes of one piece.</summary>
    private const int PieceBytes = 1 << 20;

    /// <summary>Copies bytes out of Houdini.</summary>
    /// <param name="source">An expression that gives bytes, a bytearray, an array or another buffer. It is evaluated once.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="progress">Told the bytes so far, after each piece.</param>
    /// <param name="limit">Longest wait for each piece; null is that of the options.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    /// <returns>How many bytes there were.</returns>
    /// <exception cref="RemotePythonException">Python raised, for example because the expression gives no buffer.</exception>
    /// <exception cref="RpycTimeoutException">A piece did not come in time.</exception>
    /// <exception cref="RpycConnectionException">The connection has ended.</exception>
    /// <exception cref="IOException">The destination cannot be written.</exception>
    public async Task<long> DownloadAsync(PythonExpression source, Stream destination, IProgress<long>? progress = null, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        var whole = ExpressionText.Empty.Append("memoryview(", source, ").cast(\"B\")");
        using var view = await new PythonExpression(this, whole).KeepAsync(limit, cancellationToken).ConfigureAwait(false);
        var length = (long)(await EvaluateAsync("len(a[0])", [view], limit, cancellationToken).ConfigureAwait(false))!;
        for (var offset = 0L; offset < length;)
        {
            var piece = await EvaluateAsync("bytes(a[0][a[1]:a[2]])", [view, offset, Math.Min(length, offset + PieceBytes)], limit, cancellationToken).ConfigureAwait(false);
            if (piece is not byte[] { Length: > 0 } bytes)
            {
                throw new RpycConnectionException(RpycEndReason.ProtocolViolation, "Houdini gave no bytes where it had some.");
            }

            await destination.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            offset += bytes.Length;
            progress?.Report(offset);
        }

        return length;
    }

    /// <summary>Copies bytes into Houdini.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="progress">Told the bytes so far, after each piece.</param>
    /// <param name="limit">Longest wait for each piece; null is that of the options.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    /// <returns>A bytearray in Houdini.</returns>
    /// <exception cref="RpycTimeoutException">A piece was not taken in time.</exception>
    /// <exception cref="RpycConnectionException">The connection has ended.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public async Task<PythonObject> UploadAsync(Stream source, IProgress<long>? progress = null, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var array = await new PythonExpression(this, ExpressionText.Empty with { Source = "bytearray()" }).KeepAsync(limit, cancellationToken).ConfigureAwait(false);
        var piece = new byte[PieceBytes];
        for (var sent = 0L; ;)
        {
            var count = await source.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return array;
            }

            await EvaluateAsync("a[0].extend(a[1])", [array, (ReadOnlyMemory<byte>)piece.AsMemory(0, count)], limit, cancellationToken).ConfigureAwait(false);
            sent += count;
            progress?.Report(sent);
        }
    }
}
