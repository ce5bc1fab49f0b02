using System.Buffers.Binary;

namespace DccBridge.AssetFiles.Reading;

/// <summary>The bytes of one file with its name: reads at offsets, and names file and offset when something is wrong. Does not own the stream.</summary>
internal sealed class ByteSource(Stream stream, string file)
{
    private readonly long _start = stream.Position;

    /// <summary>Name of the file, without folders.</summary>
    public string File { get; } = file;

    /// <summary>Bytes from the first to the last.</summary>
    public long Length { get; } = Math.Max(0, stream.Length - stream.Position);

    /// <summary>Fills the buffer with the bytes at the offset.</summary>
    /// <exception cref="AssetFileException">The file ends before the buffer is full.</exception>
    public void Read(long offset, Span<byte> buffer, string what)
    {
        if (offset < 0 || buffer.Length > Length - offset)
        {
            throw Error(Math.Clamp(offset, 0, Length), $"the file ends after {Length} bytes, in the middle of {what}; it was cut off, export or copy it again");
        }

        stream.Position = _start + offset;
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw Error(offset, "the file became shorter while it was read; wait until the export has finished and try again");
        }
    }

    /// <summary>An unsigned 32-bit number, little endian (glTF).</summary>
    public uint ReadUInt32LittleEndian(long offset, string what)
    {
        Span<byte> bytes = stackalloc byte[4];
        Read(offset, bytes, what);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>An error at a place of this file; the message says what is wrong and what to do, without full stop.</summary>
    public AssetFileException Error(long offset, string message, Exception? cause = null) => new(File, offset, message, cause);
}
