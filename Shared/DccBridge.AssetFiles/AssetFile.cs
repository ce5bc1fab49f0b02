using DccBridge.AssetFiles.Fbx;
using DccBridge.AssetFiles.Gltf;
using DccBridge.AssetFiles.Obj;
using DccBridge.AssetFiles.Png;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles;

/// <summary>Reads the facts of an asset out of the bytes of its file: PNG, GLB, glTF 2.0, binary FBX and OBJ.</summary>
public static class AssetFile
{
    /// <summary>Endings of the files that can be read, with the dot.</summary>
    public static IReadOnlyList<string> SupportedEndings { get; } = [".fbx", ".glb", ".gltf", ".obj", ".png"];

    /// <summary>True when the ending of the name is one that <see cref="Read(string, AssetFileLimits?)"/> knows; letter case does not matter.</summary>
    /// <param name="fileName">Name or path of the file; it need not exist.</param>
    public static bool IsSupported(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return SupportedEndings.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads a file of the disk. A .gltf may have its buffers, an .obj its .mtl, in files of the same folder or below it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="limits">What is accepted; null is the default.</param>
    /// <exception cref="AssetFileException">The content is malformed, too large, or of a kind that is not supported.</exception>
    /// <exception cref="IOException">The file cannot be opened or the disk cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static AssetFileContent Read(string path, AssetFileLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        return Read(stream, Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path)), limits ?? AssetFileLimits.Default);
    }

    /// <summary>Reads a file from a stream, from its present position to its end. The stream stays open.</summary>
    /// <param name="stream">Must be able to seek: a mesh is not read in the order of its bytes.</param>
    /// <param name="fileName">Name of the file: its ending says the kind, and errors name it. A folder before it is ignored, so a .gltf read this way cannot have buffers in other files.</param>
    /// <param name="limits">What is accepted; null is the default.</param>
    /// <exception cref="ArgumentException">The stream cannot read or cannot seek.</exception>
    /// <exception cref="AssetFileException">The content is malformed, too large, or of a kind that is not supported.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static AssetFileContent Read(Stream stream, string fileName, AssetFileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        if (!stream.CanRead || !stream.CanSeek)
        {
            throw new ArgumentException("The stream must be readable and seekable; copy it to a file or to memory first.", nameof(stream));
        }

        return Read(stream, Path.GetFileName(fileName), null, limits ?? AssetFileLimits.Default);
    }

    private static AssetFileContent Read(Stream stream, string fileName, string? folder, AssetFileLimits limits)
    {
        var source = new ByteSource(stream, fileName);
        if (source.Length > limits.MaxFileBytes)
        {
            throw source.Error(0, $"the file is {source.Length} bytes long and the limit is {limits.MaxFileBytes}; split it into smaller assets");
        }

        return Path.GetExtension(fileName).ToUpperInvariant() switch
        {
            ".PNG" => PngFile.Read(source, limits),
            ".GLB" => GltfFile.ReadBinary(source, limits),
            ".FBX" => FbxFile.Read(source, limits),
            ".GLTF" => GltfFile.ReadText(source, folder, limits),
            ".OBJ" => ObjFile.Read(source, folder, limits),
            _ => throw source.Error(0, $"files of this kind are not read; export as {string.Join(", ", SupportedEndings)}"),
        };
    }
}
