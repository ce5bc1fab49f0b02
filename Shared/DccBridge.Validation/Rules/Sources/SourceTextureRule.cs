using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Sources;

/// <summary>src.texture: a mesh file that finds its images on one machine only.</summary>
internal sealed class SourceTextureRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new SourceTextureRule())
    {
        Id = "src.texture",
        Description = "A mesh file embeds the images that it uses, or refers to them by a path relative to itself.",
        Reason = "A path that begins at a drive or a server leads nowhere on another machine: the material comes in without its texture.",
        Remedy = "Export with relative paths, or embed the images.",
        Severity = Severity.Warning,
        Needs = FactKinds.Mesh,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh?.Textures is not { Count: > 0 } textures)
        {
            return;
        }

        for (var i = 0; i < textures.Count; i++)
        {
            var texture = textures[i];
            if (texture.IsAbsolute && !texture.IsEmbedded && judgement.Takes())
            {
                judgement.Report(
                    $"The file refers to the image {Quoted.End(texture.Path)} by an absolute path.",
                    "Export with relative paths (Blender, FBX: Path Mode > Relative; Maya: set the project and use relative file nodes), or embed the images, and send the file again.",
                    LocatorOf(texture));
            }
        }
    }

    private static FindingLocator? LocatorOf(TextureReference texture) =>
        texture.Materials is [{ Length: > 0 } material, ..] ? new FindingLocator { Material = material } : null;
}
