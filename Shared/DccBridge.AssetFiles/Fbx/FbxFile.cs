using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>Reads binary FBX, versions 7100 to 7700.</summary>
internal static class FbxFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="AssetFileException">The file is malformed, above a limit, in text form, or holds nothing that becomes an asset.</exception>
    public static AssetFileContent Read(ByteSource source, AssetFileLimits limits, TriangleSink? sink)
    {
        var document = new FbxDocument(new FbxReader(source, limits));
        var scene = new FbxScene(document);
        var animations = FbxAnimations.Read(document);
        return FbxMesh.Read(document, scene, sink) is var (mesh, verticesOfBones)
            ? WithMesh(document, scene, mesh, verticesOfBones, animations)
            : OnlyBones(document, scene, animations);
    }

    private static AssetFileContent WithMesh(FbxDocument document, FbxScene scene, MeshFacts mesh, IReadOnlyList<int> verticesOfBones, IReadOnlyList<AnimationFacts> animations) => new()
    {
        Class = mesh.Skin is null ? AssetClasses.StaticMesh : AssetClasses.SkeletalMesh,
        Facts = new AssetFacts
        {
            Mesh = mesh,
            Skeleton = mesh.Skin is null ? null : scene.Skeleton.Facts(verticesOfBones),
            Animations = animations,
        },
        Dcc = document.Creator(),
        NodeNames = [.. mesh.Nodes.Where(node => node.HasMesh).Select(node => node.Name)],
        MaterialNames = [.. mesh.Slots.Where(slot => slot.Name.Length > 0).Select(slot => slot.Name)],
        ExternalFiles = FbxTextures.ExternalFiles(mesh.Textures),
    };

    private static AssetFileContent OnlyBones(FbxDocument document, FbxScene scene, IReadOnlyList<AnimationFacts> animations)
    {
        if (scene.Nodes.Any(node => node.Geometry is not null))
        {
            throw document.Reader.Source.Error(FbxHeader.Bytes, "all meshes of the file are collision or levels of detail by their names, and the mesh that they belong to is missing; select it too and export again");
        }

        if (scene.Skeleton.Count == 0 || animations.Count == 0)
        {
            throw document.Reader.Source.Error(FbxHeader.Bytes, scene.Skeleton.Count == 0
                ? "the scene of the file has neither a mesh with polygons nor bones; select the mesh in the DCC and export again"
                : "the file has bones, but neither a mesh nor an animation that moves something; select the mesh, or switch on the export of animations, and export again");
        }

        return new AssetFileContent
        {
            Class = AssetClasses.AnimSequence,
            Facts = new AssetFacts { Skeleton = scene.Skeleton.Facts(new int[scene.Skeleton.Count]), Animations = animations },
            Dcc = document.Creator(),
        };
    }
}
