using DccBridge.AssetFiles.Exr;
using DccBridge.AssetFiles.Fbx;
using DccBridge.AssetFiles.Gltf;
using DccBridge.AssetFiles.Jpeg;
using DccBridge.AssetFiles.Obj;
using DccBridge.AssetFiles.Png;
using DccBridge.AssetFiles.Reading;
using DccBridge.AssetFiles.Tga;
using DccBridge.AssetFiles.Wav;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles;

/// <summary>The table of the files that can be read, one line per ending. What is said of them elsewhere comes from here.</summary>
public static class AssetFileTypes
{
    // Before the table: fields are set in their order.
    private static readonly string[] Texture = [AssetClasses.Texture2D];
    private static readonly string[] Mesh = [AssetClasses.StaticMesh, AssetClasses.SkeletalMesh, AssetClasses.AnimSequence];

    /// <summary>All types, in the order of their endings.</summary>
    public static IReadOnlyList<AssetFileType> All { get; } =
    [
        new(".exr", "OpenEXR", Texture, "scan lines and tiles, one part or several; no deep images", ExrFile.Read),
        new(".fbx", "FBX, binary", Mesh, "versions 7100 to 7700; no text form", static (source, request) => FbxFile.Read(source, request.Limits, request.Triangles)),
        new(".glb", "glTF 2.0, one file", Mesh, "all meshes of the default scene; no compressed meshes", static (source, request) => GltfFile.ReadBinary(source, request.Limits, request.Triangles)),
        new(".gltf", "glTF 2.0, text", Mesh, "as GLB; buffers inside the text, or beside it when it is read by path", static (source, request) => GltfFile.ReadText(source, request.Folder, request.Limits, request.Triangles)),
        new(".jpeg", "JPEG", Texture, "as .jpg", JpegFile.Read),
        new(".jpg", "JPEG", Texture, "baseline and progressive, gray and colour; no CMYK", JpegFile.Read),
        new(".obj", "Wavefront OBJ", [AssetClasses.StaticMesh], "polygons and groups; materials from the .mtl beside it when it is read by path", static (source, request) => ObjFile.Read(source, request.Folder, request.Limits, request.Triangles)),
        new(".png", "PNG", Texture, "all of PNG, third edition; alpha is looked at", PngFile.Read),
        new(".tga", "Truevision TGA", Texture, "1.0 and 2.0, with colour map, gray and colour, plain and RLE; alpha is looked at", TgaFile.Read),
        new(".wav", "WAVE", [AssetClasses.SoundWave], "RIFF, RF64 and BW64 with PCM or floating-point samples", static (source, _) => WavFile.Read(source)),
    ];

    /// <summary>The type of a file by the ending of its name, letter case aside; null when there is none.</summary>
    /// <param name="fileName">Name or path of the file; it need not exist.</param>
    public static AssetFileType? Of(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var ending = Path.GetExtension(fileName);
        return All.FirstOrDefault(type => type.Ending.Equals(ending, StringComparison.OrdinalIgnoreCase));
    }
}
