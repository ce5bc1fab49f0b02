using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles;

/// <summary>Reads the facts of an asset out of the bytes of its file. <see cref="AssetFileTypes"/> is the table of what can be read.</summary>
public static class AssetFile
{
    /// <summary>Endings of the files that can be read, with the dot.</summary>
    public static IReadOnlyList<string> SupportedEndings { get; } = [.. AssetFileTypes.All.Select(static type => type.Ending)];

    /// <summary>True when the ending of the name is one of <see cref="AssetFileTypes"/>; letter case does not matter.</summary>
    /// <param name="fileName">Name or path of the file; it need not exist.</param>
    public static bool IsSupported(string fileName) => AssetFileTypes.Of(fileName) is not null;

    /// <summary>Reads a file of the disk. A .gltf may have its buffers, an .obj its .mtl, in files of the same folder or below it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="limits">What is accepted; null is the default.</param>
    /// <param name="depth">How far to look: to the end, or no further than the facts of the headers.</param>
    /// <exception cref="AssetFileException">The content is malformed, too large, or of a kind that is not supported.</exception>
    /// <exception cref="IOException">The file cannot be opened or the disk cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static AssetFileContent Read(string path, AssetFileLimits? limits = null, AssetFileDepth depth = AssetFileDepth.Whole)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        return Read(stream, Path.GetFileName(path), new AssetFileRequest(Path.GetDirectoryName(Path.GetFullPath(path)), limits ?? AssetFileLimits.Default, depth));
    }

    /// <summary>Reads a file from a stream, from its present position to its end. The stream stays open.</summary>
    /// <param name="stream">Must be able to seek: a mesh is not read in the order of its bytes.</param>
    /// <param name="fileName">Name of the file: its ending says the kind, and errors name it. A folder before it is ignored, so a .gltf read this way cannot have buffers in other files.</param>
    /// <param name="limits">What is accepted; null is the default.</param>
    /// <param name="depth">How far to look: to the end, or no further than the facts of the headers.</param>
    /// <exception cref="ArgumentException">The stream cannot read or cannot seek.</exception>
    /// <exception cref="AssetFileException">The content is malformed, too large, or of a kind that is not supported.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static AssetFileContent Read(Stream stream, string fileName, AssetFileLimits? limits = null, AssetFileDepth depth = AssetFileDepth.Whole)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        if (!stream.CanRead || !stream.CanSeek)
        {
            throw new ArgumentException("The stream must be readable and seekable; copy it to a file or to memory first.", nameof(stream));
        }

        return Read(stream, Path.GetFileName(fileName), new AssetFileRequest(null, limits ?? AssetFileLimits.Default, depth));
    }

    /// <summary>
    /// Reads a mesh file of the disk and gives out its triangles: those of LOD 0, once for each place where a mesh stands, skinned ones as they stand in their nodes. Parts with
    /// more vertices than <see cref="AssetFileLimits.MaxHeldPoints"/> give none.
    /// </summary>
    /// <param name="path">Path of the file. One that is no mesh gives no triangles.</param>
    /// <param name="sink">Takes them one after the other; what it throws ends the reading.</param>
    /// <param name="limits">What is accepted; null is the default.</param>
    /// <exception cref="AssetFileException">The content is malformed, too large, or of a kind that is not supported.</exception>
    /// <exception cref="IOException">The file cannot be opened or the disk cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static void ReadTriangles(string path, TriangleSink sink, AssetFileLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(sink);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        Read(stream, Path.GetFileName(path), new AssetFileRequest(Path.GetDirectoryName(Path.GetFullPath(path)), limits ?? AssetFileLimits.Default, AssetFileDepth.Header) { Triangles = sink });
    }

    private static AssetFileContent Read(Stream stream, string fileName, AssetFileRequest request)
    {
        var source = new ByteSource(stream, fileName);
        if (source.Length > request.Limits.MaxFileBytes)
        {
            throw source.Error(0, $"the file is {source.Length} bytes long and the limit is {request.Limits.MaxFileBytes}; split it into smaller assets");
        }

        return AssetFileTypes.Of(fileName) is { } type
            ? type.Reader(source, request)
            : throw source.Error(0, $"files of this kind are not read; export as {string.Join(", ", SupportedEndings)}");
    }
}
