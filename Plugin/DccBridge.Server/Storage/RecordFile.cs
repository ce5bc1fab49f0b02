using System.Buffers.Binary;
using DccBridge.Server.Editor;
using Microsoft.Win32.SafeHandles;

namespace DccBridge.Server.Storage;

/// <summary>
/// A file of records that only grows at its end: an 8-byte mark, then per record u32 length, u32 CRC-32 of length and body
/// (both little-endian), body. A process that is killed leaves at most one torn record, at the end; opening cuts it off.
/// Not synchronised.
/// </summary>
internal sealed class RecordFile : IDisposable
{
    /// <summary>Largest body in bytes.</summary>
    public const int MaxBody = 64 * 1024 * 1024;

    private const int HeaderSize = 8;
    private static readonly byte[] Mark = "DCCBREC1"u8.ToArray();
    private readonly SafeFileHandle _file;
    private readonly IStorageDisk _disk;

    private RecordFile(string path, SafeFileHandle file, IStorageDisk disk)
    {
        FilePath = path;
        _file = file;
        _disk = disk;
    }

    /// <summary>Where it lies.</summary>
    public string FilePath { get; }

    /// <summary>Length in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that opening cut off: a record that was torn.</summary>
    public long CutBytes { get; private set; }

    /// <summary>Opens or makes the file and shows its records in order.</summary>
    /// <param name="path">Where it lies; its folder exists.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="visit">Gets the offset and the body of each record; false ends the file before that record, as if it were torn.</param>
    /// <exception cref="IOException">The file cannot be opened, or is not a record file of this version.</exception>
    public static RecordFile Open(string path, IStorageDisk disk, Func<long, byte[], bool> visit)
    {
        var handle = StorageAccess.Do(path, () => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        var file = new RecordFile(path, handle, disk);
        try
        {
            file.Recover(visit);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file of these records beside <paramref name="path"/>; <see cref="Replace"/> puts it in its place.</summary>
    /// <exception cref="IOException">The new file could not be written; the old one is untouched.</exception>
    /// <returns>The offsets of the records in it.</returns>
    public static IReadOnlyList<long> WriteReplacement(string path, IStorageDisk disk, IEnumerable<ReadOnlyMemory<byte>> bodies)
    {
        var temporary = path + ".new";
        StorageAccess.Delete(temporary);
        using var file = Open(temporary, disk, static (_, _) => false);
        List<long> offsets = [];
        foreach (var body in bodies)
        {
            offsets.Add(file.Append(body.Span));
        }

        file.Flush();
        return offsets;
    }

    /// <summary>Puts the written file in the place of <paramref name="path"/>, all or nothing, also after a power cut when <see cref="FlushName"/> follows. The old file must be closed.</summary>
    /// <exception cref="IOException">It could not be replaced, and is as before.</exception>
    public static void Replace(string path) => StorageAccess.Replace(path + ".new", path);

    /// <summary>Returns when the name of the file is on the disk.</summary>
    /// <exception cref="IOException">The folder cannot be flushed; the file is replaced all the same.</exception>
    public static void FlushName(string path) => FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <summary>Appends one record. It survives the end of the process when this returns, and a power cut after <see cref="Flush"/>.</summary>
    /// <returns>Its offset.</returns>
    /// <exception cref="IOException">It could not be written; the file is as before.</exception>
    public long Append(ReadOnlySpan<byte> body)
    {
        var record = Frame(body);
        var offset = Length;
        _disk.BeforeWrite(record.Length);
        try
        {
            StorageAccess.Do(FilePath, () =>
            {
                RandomAccess.Write(_file, record, offset);
                return true;
            });
        }
        catch (IOException)
        {
            // A part of the record may have been written; the next one must not come after it.
            StorageAccess.SetLength(_file, offset, FilePath);
            throw;
        }

        Length = offset + record.Length;
        return offset;
    }

    /// <summary>The body of the record at an offset that <see cref="Append"/> or <see cref="Open"/> gave.</summary>
    /// <exception cref="IOException">The record is damaged.</exception>
    public byte[] Read(long offset) =>
        TryRead(offset) ?? throw new IOException($"'{FilePath}' is damaged at offset {offset}. Restore it from a backup, or move it away and restart the editor.");

    /// <summary>Returns when everything is on the disk. Callable while others append, replace or close the file.</summary>
    public void Flush()
    {
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile: a file that was replaced went to the disk with its replacement, and a store that is closed flushes first.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Flushes, then closes. For the end of a store; a full disk at that moment is not its fault.</summary>
    public void FlushAndDispose()
    {
        try
        {
            Flush();
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            // What was written survives the end of the process all the same.
        }

        Dispose();
    }

    /// <summary>Tells that a file could not be made small again: its records are all there, and it goes on growing.</summary>
    public static void LogFailedRewrite(string path, IBridgeLog log, IOException exception) =>
        log.Write(BridgeLogLevel.Warning, $"'{path}' could not be made smaller and goes on growing; nothing is lost. Look at the space on the disk and the rights of its folder.", exception);

    private static byte[] Frame(ReadOnlySpan<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfZero(body.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, MaxBody);
        var record = new byte[HeaderSize + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Crc32.Compute(record.AsSpan(0, 4), body));
        body.CopyTo(record.AsSpan(HeaderSize));
        return record;
    }

    private void Recover(Func<long, byte[], bool> visit)
    {
        var fileLength = RandomAccess.GetLength(_file);
        if (fileLength < Mark.Length)
        {
            // New, or torn while it was made: nothing was ever in it.
            _disk.BeforeWrite(Mark.Length);
            RandomAccess.Write(_file, Mark, 0);
            Length = Mark.Length;
            return;
        }

        var mark = new byte[Mark.Length];
        _ = RandomAccess.Read(_file, mark, 0);
        if (!mark.AsSpan().SequenceEqual(Mark))
        {
            throw new IOException($"'{FilePath}' was not written by this version of DccBridge. Move it away, or install the version that wrote it.");
        }

        Length = fileLength;
        long offset = Mark.Length;
        while (offset < fileLength && TryRead(offset) is { } body && visit(offset, body))
        {
            offset += HeaderSize + body.Length;
        }

        if (offset < fileLength)
        {
            CutBytes = fileLength - offset;
            StorageAccess.SetLength(_file, offset, FilePath);
        }

        Length = offset;
    }

    private byte[]? TryRead(long offset)
    {
        var header = new byte[HeaderSize];
        if (RandomAccess.Read(_file, header, offset) < HeaderSize)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= 0 or > MaxBody || offset + HeaderSize + length > Length)
        {
            return null;
        }

        var body = new byte[length];
        var read = 0;
        while (read < length)
        {
            var count = RandomAccess.Read(_file, body.AsSpan(read), offset + HeaderSize + read);
            if (count == 0)
            {
                return null;
            }

            read += count;
        }

        var expected = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
        return Crc32.Compute(header.AsSpan(0, 4), body) == expected ? body : null;
    }
}
