using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Obj;

/// <summary>
/// Reads Wavefront OBJ (Wavefront's Advanced Visualizer manual, appendix B1): polygons with one UV channel and materials by name.
/// Curves, surfaces, lines and points are passed over. The format has no unit and no up axis.
/// </summary>
internal static class ObjFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="folder">Its folder, where its .mtl lies; null when other files cannot be read.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="sink">Takes its triangles; null when nobody wants them.</param>
    /// <exception cref="AssetFileException">The file is malformed or above a limit.</exception>
    public static AssetFileContent Read(ByteSource source, string? folder, AssetFileLimits limits, TriangleSink? sink)
    {
        var outline = ObjOutline.Read(source, limits);
        var mesh = ObjMesh.Read(source, outline, Path.GetFileNameWithoutExtension(source.File), limits, sink);
        var libraries = MtlLibraries.Read(mesh.Libraries, folder, limits);
        var facts = mesh.Facts(libraries.Textures);
        return new AssetFileContent
        {
            Class = AssetClasses.StaticMesh,
            Facts = new AssetFacts { Mesh = facts },
            Dcc = outline.Dcc,
            NodeNames = [.. facts.Nodes.Select(node => node.Name)],
            MaterialNames = [.. facts.Slots.Where(slot => slot.Name.Length > 0).Select(slot => slot.Name)],
            ExternalFiles = libraries.Files,
        };
    }
}
