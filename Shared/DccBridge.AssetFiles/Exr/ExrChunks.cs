using System.Buffers.Binary;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Exr;

/// <summary>
/// The tables of offsets after the headers, one per part, and the chunks that they point at. A program that is killed while it writes
/// leaves zeros in a table; a file that was cut off lacks the chunks that lie last.
/// </summary>
internal sealed class ExrChunks(ByteSource source, ExrVersion version, IReadOnlyList<ExrPart> parts)
{
    /// <summary>Checks all tables, and either each chunk or the one that lies last.</summary>
    /// <param name="tables">Offset of the first table.</param>
    /// <param name="depth">How far to look.</param>
    public void Check(long tables, AssetFileDepth depth)
    {
        var count = parts.Sum(static part => part.ChunkCount);
        var end = tables + (count * sizeof(ulong));
        if (end > source.Length)
        {
            throw source.Error(tables, $"the table of {count} offsets that starts here does not fit into the file of {source.Length} bytes; it was cut off, export or copy it again");
        }

        var cursor = new ByteCursor(source, tables, 64 * 1024);
        Chunk last = default;
        for (var number = 0; number < parts.Count; number++)
        {
            foreach (var place in Places(parts[number]))
            {
                var chunk = new Chunk(number, place, cursor.Position, cursor.TakeUInt64LittleEndian("the offset table"));
                CheckOffset(chunk, end);
                if (depth >= AssetFileDepth.Checked)
                {
                    CheckChunk(chunk);
                }

                last = chunk.Offset > last.Offset ? chunk : last;
            }
        }

        CheckChunk(last);
    }

    // Of scan lines the place is the first line.
    private static IEnumerable<ExrTile> Places(ExrPart part)
    {
        if (part.Tiles is { } tiles)
        {
            return ExrTileLevels.All(part.DataWindow, tiles);
        }

        return Enumerable.Range(0, (int)part.ChunkCount).Select(i => new ExrTile(0, part.DataWindow.Top + (i * part.LinesPerChunk), 0, 0));
    }

    private void CheckOffset(in Chunk chunk, long tablesEnd)
    {
        if (chunk.Offset == 0)
        {
            throw source.Error(chunk.Entry, "the place of a chunk of pixels is missing; the file was not finished, export it again");
        }

        if (chunk.Offset < (ulong)tablesEnd || chunk.Offset >= (ulong)source.Length)
        {
            throw source.Error(chunk.Entry, $"a chunk of pixels lies at byte {chunk.Offset} and the pixels go from {tablesEnd} to {source.Length}; the file was cut off or damaged, export or copy it again");
        }
    }

    // Part (of several), then line or tile, then the length of the data.
    private void CheckChunk(in Chunk chunk)
    {
        const string What = "the head of a chunk of pixels";
        var part = parts[chunk.Part];
        var before = version.IsMultiPart ? 1 : 0;
        var numbers = before + (part.Tiles is null ? 1 : 4) + 1;
        Span<byte> bytes = stackalloc byte[6 * sizeof(int)];
        var offset = (long)chunk.Offset;
        source.Read(offset, bytes[..(numbers * sizeof(int))], What);
        var place = part.Tiles is null
            ? new ExrTile(0, Number(bytes, before), 0, 0)
            : new ExrTile(Number(bytes, before), Number(bytes, before + 1), Number(bytes, before + 2), Number(bytes, before + 3));
        if (place != chunk.Place || (version.IsMultiPart && Number(bytes, 0) != chunk.Part))
        {
            throw source.Error(offset, "the chunk of pixels here is not the one that the table says; the file was damaged, export it again");
        }

        var length = Number(bytes, numbers - 1);
        if (length < 0 || length > part.MostChunkBytes)
        {
            throw source.Error(offset, $"a chunk of pixels claims {(uint)length} bytes and {part.MostChunkBytes} are the most that it can have; the file was damaged, export it again");
        }

        if (length > source.Length - offset - (numbers * sizeof(int)))
        {
            throw source.Error(offset, $"a chunk of pixels claims {length} bytes and the file ends after {source.Length}; it was cut off, export or copy it again");
        }
    }

    private static int Number(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadInt32LittleEndian(bytes[(index * sizeof(int))..]);

    /// <summary>A chunk as the table has it.</summary>
    /// <param name="Part">Number of the part.</param>
    /// <param name="Place">Which of the part's chunks.</param>
    /// <param name="Entry">Offset of the table's entry.</param>
    /// <param name="Offset">Offset of the chunk.</param>
    private readonly record struct Chunk(int Part, ExrTile Place, long Entry, ulong Offset);
}
