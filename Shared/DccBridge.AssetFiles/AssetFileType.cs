using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles;

/// <summary>One kind of file that can be read; a line of <see cref="AssetFileTypes"/>.</summary>
public sealed class AssetFileType
{
    internal AssetFileType(string ending, string name, IReadOnlyList<string> becomes, string description, AssetFileReader reader)
    {
        Ending = ending;
        Name = name;
        Becomes = becomes;
        Description = description;
        Reader = reader;
    }

    /// <summary>Ending of the file's name in lower case, with the dot (".png").</summary>
    public string Ending { get; }

    /// <summary>What the format is called ("PNG").</summary>
    public string Name { get; }

    /// <summary>Unreal classes of the assets that such a file can become; its content decides for one of them (<see cref="AssetFileContent.Class"/>).</summary>
    public IReadOnlyList<string> Becomes { get; }

    /// <summary>What of the format is read, in one line without full stop.</summary>
    public string Description { get; }

    internal AssetFileReader Reader { get; }
}

/// <summary>What was asked of a reader.</summary>
/// <param name="Folder">Full path of the folder that the file lies in; null when it is read from a stream.</param>
/// <param name="Limits">What is accepted.</param>
/// <param name="Depth">How far to look.</param>
internal sealed record AssetFileRequest(string? Folder, AssetFileLimits Limits, AssetFileDepth Depth)
{
    /// <summary>Takes the triangles of meshes; null when nobody wants them.</summary>
    public TriangleSink? Triangles { get; init; }
}

/// <summary>Reads one kind of file.</summary>
/// <exception cref="AssetFileException">The file is malformed, above a limit or of a kind that is not supported.</exception>
internal delegate AssetFileContent AssetFileReader(ByteSource source, AssetFileRequest request);
