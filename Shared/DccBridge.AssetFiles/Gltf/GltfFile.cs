using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>Reads glTF 2.0 (ISO/IEC 12113:2022), as text (.gltf) and as container (.glb).</summary>
internal static class GltfFile
{
    private const int MaxGeneratorLength = 256;

    /// <summary>Reads a GLB.</summary>
    /// <exception cref="AssetFileException">The file is malformed, above a limit or needs what is not supported.</exception>
    public static AssetFileContent ReadBinary(ByteSource source, AssetFileLimits limits, TriangleSink? sink)
    {
        var glb = GlbContainer.Read(source);
        return Read(source, glb.JsonStart, glb.JsonLength, null, new GltfBytes(source, glb.BinaryStart, glb.BinaryLength), limits, sink);
    }

    /// <summary>Reads a .gltf; its folder is where its buffers lie, null when they cannot be read.</summary>
    /// <exception cref="AssetFileException">The file is malformed, above a limit or needs what is not supported.</exception>
    public static AssetFileContent ReadText(ByteSource source, string? folder, AssetFileLimits limits, TriangleSink? sink) =>
        Read(source, 0, source.Length, folder, default, limits, sink);

    private static AssetFileContent Read(ByteSource source, long jsonStart, long jsonLength, string? folder, GltfBytes binary, AssetFileLimits limits, TriangleSink? sink)
    {
        using var json = GltfJson.Read(source, jsonStart, jsonLength, limits);
        var generator = CheckAsset(json);
        var extensions = GltfExtensions.Read(json);
        using var buffers = new GltfBuffers(json, source, folder, binary);
        var accessors = new GltfAccessorList(json, buffers);
        var budget = new ElementBudget(json);
        var mesh = GltfMesh.Read(json, accessors, extensions, budget, sink);
        var animations = GltfAnimations.Read(json, accessors, budget, mesh.Scene, mesh.Morphs);
        var content = mesh.IsEmpty && animations.Facts.Count > 0 && mesh.Roles.Collisions.Count == 0
            ? Animation(json, mesh, animations)
            : Mesh(json, mesh, animations);
        return content with { Dcc = generator is null ? null : PrintableText.Clean(generator, MaxGeneratorLength), ExternalFiles = buffers.ExternalFiles };
    }

    private static AssetFileContent Mesh(GltfJson json, GltfMesh mesh, GltfAnimations animations)
    {
        var facts = mesh.Facts();
        return new AssetFileContent
        {
            Class = mesh.Skin.HasSkin ? AssetClasses.SkeletalMesh : AssetClasses.StaticMesh,
            Facts = new AssetFacts
            {
                Mesh = facts,
                Skeleton = mesh.Skin.HasSkin ? GltfSkeleton.OfSkins(json, mesh.Scene, mesh.Skin) : null,
                Animations = animations.Facts,
            },
            NodeNames = [.. facts.Nodes.Where(node => node.HasMesh).Select(node => node.Name)],
            MaterialNames = [.. facts.Slots.Where(slot => slot.Name.Length > 0).Select(slot => slot.Name)],
        };
    }

    // A scene of moving nodes without a mesh: Unreal takes it for a skeleton that is there already.
    private static AssetFileContent Animation(GltfJson json, GltfMesh mesh, GltfAnimations animations) => new()
    {
        Class = AssetClasses.AnimSequence,
        Facts = new AssetFacts
        {
            Skeleton = mesh.Scene.Skins.Count > 0 ? GltfSkeleton.OfSkins(json, mesh.Scene, mesh.Skin) : GltfSkeleton.OfMovedNodes(mesh.Scene, animations.MovedNodes),
            Animations = animations.Facts,
        },
    };

    private static string? CheckAsset(GltfJson json)
    {
        if (!json.TryGet(json.Root, "asset", JsonValueKind.Object, out var asset) || json.Text(asset, "version") is not { } version)
        {
            throw json.Error(json.Root, "\"asset\" with a \"version\" is missing, so this is not a glTF 2.0; export it again");
        }

        if (!version.StartsWith("2.", StringComparison.Ordinal) || (json.Text(asset, "minVersion") is { } least && least != "2.0"))
        {
            throw json.Error(asset, "the file needs a glTF version other than 2.0; export it again as glTF 2.0");
        }

        return json.Text(asset, "generator");
    }
}
