using System.Globalization;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Records;

/// <summary>
/// The records of a file with bones: the mesh with its materials, a skeleton, and its animations; or animations alone. Made anew
/// for each file.
/// </summary>
/// <remarks>
/// Names are those of Unreal's import: "SK_Hero_Skeleton" and "SK_Hero_Anim" beside "SK_Hero"; several animations have their own
/// names behind that ("SK_Hero_Anim_Walk"). A mesh that is updated keeps the skeleton that somebody gave it. A skeleton that is
/// there keeps its bones and gains those that it lacks, as Unreal merges them; animations are those of the file.
/// </remarks>
/// <param name="find">The asset that has a path; null when there is none.</param>
/// <param name="fromSameFile">Assets that were made of this file before, wherever they were moved since.</param>
internal sealed class SkeletalRecords(Func<string, AssetRecord?> find, IEnumerable<AssetRecord> fromSameFile)
{
    private readonly HashSet<string> _claimed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<List<AssetRecord>> _animationsOfFile = new(() => [.. fromSameFile.Where(static asset => asset.Class == AssetClasses.AnimSequence)]);

    /// <summary>All records to write, the main asset first.</summary>
    /// <param name="main">The record as far as all classes share it.</param>
    /// <param name="content">What the file holds.</param>
    /// <param name="existing">The asset that is updated; null for a new one.</param>
    /// <exception cref="AssetRecordException">An asset cannot lie beside the main one.</exception>
    public IReadOnlyList<AssetRecord> Of(AssetRecord main, AssetFileContent content, AssetRecord? existing)
    {
        if (content.Facts.Mesh is null)
        {
            return Animations(main, content, existing);
        }

        var records = new List<AssetRecord>(new MeshRecords(find).Of(main, content, existing));
        _claimed.UnionWith(records.Select(static record => record.Path));
        SkeletonFacts bones = content.Facts.Skeleton ?? new SkeletonFacts();
        string skeleton = KeptSkeleton(existing) ?? FreeOrOwnPath($"{main.Path}_Skeleton", AssetClasses.Skeleton);
        if (Skeleton(skeleton, bones, main) is { } changed)
        {
            records.Add(changed);
        }

        AssetRecord mesh = records[0];
        records[0] = mesh with
        {
            References = [.. mesh.References.Append(skeleton).Distinct(StringComparer.OrdinalIgnoreCase)],
            Facts = mesh.Facts with { Skeleton = bones with { Skeleton = skeleton } },
        };
        IReadOnlyList<AnimationFacts> animations = content.Facts.Animations;
        records.AddRange(animations.Select(animation => Animation(
            Moved(animation, main) ?? FreeOrOwnPath(animations.Count == 1 ? $"{main.Path}_Anim" : $"{main.Path}_Anim_{AssetPath.Sanitize(animation.Name)}", AssetClasses.AnimSequence),
            animation,
            new SkeletonFacts { Skeleton = skeleton, BoneCount = bones.BoneCount },
            main)));
        return records;
    }

    /// <summary>The path of the asset that this animation of the file was made into before; null when there is none, or another animation of the file has it.</summary>
    private string? Moved(AnimationFacts animation, AssetRecord main) => _animationsOfFile.Value
        .FirstOrDefault(asset => asset.Facts.Animations is [var only] && only.Name == animation.Name && asset.Path != main.Path)
        ?.Path is { } path && _claimed.Add(path) ? path : null;

    private static string? SkeletonOf(AssetRecord? existing) => existing?.Facts.Skeleton?.Skeleton;

    private string? KeptSkeleton(AssetRecord? existing) => SkeletonOf(existing) is { } path && find(path) is { Class: AssetClasses.Skeleton } kept ? kept.Path : null;

    private List<AssetRecord> Animations(AssetRecord main, AssetFileContent content, AssetRecord? existing)
    {
        _claimed.Add(main.Path);
        SkeletonFacts bones = (content.Facts.Skeleton ?? new SkeletonFacts()) with { Skeleton = KeptSkeleton(existing) };
        IReadOnlyList<AnimationFacts> animations = content.Facts.Animations;
        return
        [
            main with
            {
                References = existing?.References ?? [],
                Facts = content.Facts with { Skeleton = bones, Animations = [.. animations.Take(1)] },
            },
            .. animations.Skip(1).Select(animation =>
                Animation(Moved(animation, main) ?? FreeOrOwnPath($"{main.Path}_{AssetPath.Sanitize(animation.Name)}", AssetClasses.AnimSequence), animation, bones, main)),
        ];
    }

    private AssetRecord? Skeleton(string path, SkeletonFacts bones, AssetRecord main)
    {
        AssetRecord? old = find(path);
        IReadOnlyList<BoneFacts> known = old?.Facts.Skeleton?.Bones ?? [];
        IReadOnlyList<BoneFacts> merged = Merge(known, bones.Bones);
        if (old is not null && merged.Count == known.Count)
        {
            return null;
        }

        return (old ?? Beside(path, AssetClasses.Skeleton, main)) with
        {
            Revision = (old?.Revision ?? 0) + 1,
            ImportedAt = main.ImportedAt,
            Facts = new AssetFacts { Skeleton = new SkeletonFacts { Bones = merged, BoneCount = merged.Count } },
        };
    }

    // Parents stay before children: a new bone comes after its parent, which is old or came before it in the file.
    private static List<BoneFacts> Merge(IReadOnlyList<BoneFacts> known, IReadOnlyList<BoneFacts> more)
    {
        var merged = new List<BoneFacts>(known);
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < merged.Count; i++)
        {
            places.TryAdd(merged[i].Name, i);
        }

        foreach (BoneFacts bone in more)
        {
            if (places.TryAdd(bone.Name, merged.Count))
            {
                merged.Add(bone with { Parent = bone.Parent < 0 ? -1 : places[more[bone.Parent].Name], Vertices = 0 });
            }
        }

        return merged;
    }

    private AssetRecord Animation(string path, AnimationFacts animation, SkeletonFacts skeleton, AssetRecord main)
    {
        AssetRecord? old = find(path);
        IEnumerable<string> references = skeleton.Skeleton is { } used ? (old?.References ?? []).Append(used) : old?.References ?? [];
        return Beside(path, AssetClasses.AnimSequence, main) with
        {
            Revision = (old?.Revision ?? 0) + 1,
            References = [.. references.Distinct(StringComparer.OrdinalIgnoreCase)],
            Facts = new AssetFacts { Animations = [animation], Skeleton = skeleton },
        };
    }

    private static AssetRecord Beside(string path, string assetClass, AssetRecord main) => new()
    {
        Path = path,
        Class = assetClass,
        ImportedAt = main.ImportedAt,
        Source = main.Source! with { NodeNames = [], MaterialNames = [] },
    };

    /// <summary>The path, numbered when an asset of another class or another asset of this file has it. The same file gives the same paths each time.</summary>
    private string FreeOrOwnPath(string wanted, string assetClass)
    {
        string folder = wanted[..wanted.LastIndexOf('/')];
        string stem = wanted[(folder.Length + 1)..];
        string path = $"{folder}/{stem[..Math.Min(stem.Length, AssetPath.MaxNameLength)]}";
        for (int number = 2; _claimed.Contains(path) || (find(path) is { } other && other.Class != assetClass); number++)
        {
            string suffix = string.Create(CultureInfo.InvariantCulture, $"_{number}");
            path = $"{folder}/{stem[..Math.Min(stem.Length, AssetPath.MaxNameLength - suffix.Length)]}{suffix}";
        }

        if (!AssetPath.Check(path, out string? problem))
        {
            throw new AssetRecordException($"The {assetClass} '{stem}' cannot lie in '{folder}': {problem}");
        }

        _claimed.Add(path);
        return path;
    }
}
