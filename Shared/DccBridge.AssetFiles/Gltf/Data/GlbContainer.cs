using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>Where the two parts of a GLB lie (glTF 2.0 specification, 4.4). The binary part may be missing: then its length is 0.</summary>
internal readonly record struct GlbContainer(long JsonStart, long JsonLength, long BinaryStart, long BinaryLength)
{
    private const uint Magic = 0x46546C67;
    private const uint JsonType = 0x4E4F534A;
    private const uint BinaryType = 0x004E4942;
    private const int HeaderBytes = 12;
    private const int ChunkHeadBytes = 8;
    private const int MaxChunks = 1024;

    /// <summary>Reads the header and the heads of all chunks.</summary>
    public static GlbContainer Read(ByteSource source)
    {
        if (source.ReadUInt32LittleEndian(0, "the GLB header") != Magic)
        {
            throw source.Error(0, "the file does not start with 'glTF'; it is another kind of file or was damaged on the way, export it again as GLB");
        }

        var version = source.ReadUInt32LittleEndian(4, "the GLB header");
        if (version != 2)
        {
            throw source.Error(4, $"GLB version {version} is not read; export it again as glTF 2.0");
        }

        var length = source.ReadUInt32LittleEndian(8, "the GLB header");
        if (length != source.Length)
        {
            throw source.Error(8, $"the header says {length} bytes and the file has {source.Length}; it was cut off or added to, export or copy it again");
        }

        var result = new GlbContainer(0, 0, 0, 0);
        var position = (long)HeaderBytes;
        for (var number = 0; position < length; number++)
        {
            if (number == MaxChunks)
            {
                throw source.Error(position, $"the file has more than {MaxChunks} chunks; export it again");
            }

            var chunkLength = source.ReadUInt32LittleEndian(position, "the head of a chunk");
            var type = source.ReadUInt32LittleEndian(position + 4, "the head of a chunk");
            var start = position + ChunkHeadBytes;
            if (chunkLength > length - start)
            {
                throw source.Error(position, $"chunk {number} claims {chunkLength} bytes and the file ends after {length}; it was damaged, export it again");
            }

            if (chunkLength % 4 != 0)
            {
                throw source.Error(position, $"chunk {number} is {chunkLength} bytes long, which is not a multiple of 4; export it again");
            }

            if ((number == 0) != (type == JsonType))
            {
                throw source.Error(position + 4, "the JSON chunk must come first and once; export it again");
            }

            if (number == 0)
            {
                result = result with { JsonStart = start, JsonLength = chunkLength };
            }
            else if (type == BinaryType)
            {
                if (number != 1)
                {
                    throw source.Error(position + 4, "the binary chunk must be the second; export it again");
                }

                result = result with { BinaryStart = start, BinaryLength = chunkLength };
            }

            position = start + chunkLength;
        }

        return result.JsonLength > 0 ? result : throw source.Error(HeaderBytes, "the file has no JSON chunk; export it again");
    }
}
