using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>The bones of the scene as one skeleton: a bone's parent is the nearest bone above it.</summary>
internal static class GltfSkeleton
{
    /// <summary>The bones of all skins that the scene uses, parents before children.</summary>
    /// <exception cref="AssetFileException">A skin in use has a bone that is not in the scene.</exception>
    public static SkeletonFacts OfSkins(GltfJson json, GltfScene scene, SkinSurvey survey)
    {
        foreach (var skin in scene.Nodes.Where(node => node.Skin >= 0).Select(node => node.Skin).Distinct())
        {
            foreach (var joint in scene.Skins.JointsOf(skin).Where(joint => scene.PlaceOf(joint) < 0))
            {
                throw json.Error(scene.Skins.ElementOf(skin), $"skins[{skin}] has the bone nodes[{joint}], which is not in the scene; export the whole armature");
            }
        }

        return Of(scene, scene.Skins.IsBone, survey.VerticesOf);
    }

    /// <summary>The nodes that animations of a file without meshes move: Unreal looks for bones of these names.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="moved">Entries of "nodes" that an animation moves.</param>
    public static SkeletonFacts OfMovedNodes(GltfScene scene, IReadOnlySet<int> moved) => Of(scene, moved.Contains, static _ => 0);

    private static SkeletonFacts Of(GltfScene scene, Func<int, bool> isBone, Func<int, int> vertices)
    {
        var bones = new List<BoneFacts>();
        var nearest = new int[scene.Nodes.Count];
        for (var i = 0; i < nearest.Length; i++)
        {
            var node = scene.Nodes[i];
            var above = node.Facts.Parent < 0 ? -1 : nearest[node.Facts.Parent];
            nearest[i] = above;
            if (isBone(node.Index))
            {
                nearest[i] = bones.Count;
                bones.Add(new BoneFacts { Name = node.Facts.Name, Parent = above, Scale = node.Facts.Scale, Vertices = vertices(node.Index) });
            }
        }

        return new SkeletonFacts { Bones = bones, BoneCount = bones.Count };
    }
}
