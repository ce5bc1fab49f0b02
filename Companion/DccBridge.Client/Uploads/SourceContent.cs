using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace DccBridge.Client.Uploads;

/// <summary>A file while it is uploaded: held open, hashed once, watched for changes.</summary>
internal sealed class SourceContent : IDisposable
{
    private const int HashBufferBytes = 1024 * 1024;

    private readonly SafeFileHandle _file;
    private readonly DateTime _writtenAt;

    private SourceContent(string path, SafeFileHandle file)
    {
        Path = path;
        _file = file;
        Length = RandomAccess.GetLength(file);
        _writtenAt = File.GetLastWriteTimeUtc(file);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Name without folders.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Length in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens the file; others may read it meanwhile.</summary>
    /// <exception cref="IOException">It is not there, or another program writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read it, or it is a folder.</exception>
    public static SourceContent Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan);
        try
        {
            return new SourceContent(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FileChangedException">It changed meanwhile.</exception>
    public async Task<string> HashAsync(Action<long> progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(HashBufferBytes);
        try
        {
            for (long offset = 0; offset < Length;)
            {
                var count = await ReadAsync(buffer.AsMemory(0, HashBufferBytes), offset, cancellationToken).ConfigureAwait(false);
                hash.AppendData(buffer.AsSpan(0, count));
                offset += count;
                progress(offset);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        CheckUnchanged();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Fills <paramref name="memory"/> from <paramref name="offset"/> on, as far as the file goes; at least one byte.</summary>
    /// <exception cref="FileChangedException">It became shorter.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> memory, long offset, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(memory.Length, Length - offset);
        var filled = 0;
        while (filled < wanted)
        {
            var count = await RandomAccess.ReadAsync(_file, memory[filled..wanted], offset + filled, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new FileChangedException(Path, $"it had {Length} bytes and now ends at {offset + filled}");
            }

            filled += count;
        }

        return filled;
    }

    /// <summary>Compares length and time of the last change with those at the beginning.</summary>
    /// <exception cref="FileChangedException">They differ.</exception>
    public void CheckUnchanged()
    {
        var length = RandomAccess.GetLength(_file);
        if (length != Length)
        {
            throw new FileChangedException(Path, $"it had {Length} bytes and now has {length}");
        }

        if (File.GetLastWriteTimeUtc(_file) != _writtenAt)
        {
            throw new FileChangedException(Path, "another program wrote to it");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
