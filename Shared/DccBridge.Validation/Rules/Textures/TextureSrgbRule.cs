using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Fixes;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Textures;

/// <summary>tex.srgb: colours are decoded from sRGB, data never is.</summary>
internal sealed class TextureSrgbRule : IFixableRule
{
    public static RuleDefinition Definition { get; } = new(_ => new TextureSrgbRule())
    {
        Id = "tex.srgb",
        Description = "sRGB is on for textures whose suffix says colour (_D, _BC, _E), unless they hold floating numbers (EXR), and off for those whose suffix says data (_N, _R, _ORM, ...).",
        Reason = "sRGB bends the values as the eye sees them. Colours without it look washed out; masks and normals with it hold other figures than were painted.",
        Remedy = "Set the sRGB flag in the texture's import settings as the suffix says, or correct the suffix.",
        Severity = Severity.Error,
        Needs = FactKinds.Texture,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Texture is not { } texture)
        {
            return;
        }

        var content = judgement.Naming.Textures.ContentOf(judgement.Name);

        // Floating numbers (EXR, HDR) are proportional to light, colours too: Unreal imports them with the flag off, and that is right.
        var isLight = content == TextureContent.Color && texture.IsFloat;
        if (content == TextureContent.Unknown || isLight || texture.Srgb == (content == TextureContent.Color))
        {
            return;
        }

        var says = content switch
        {
            TextureContent.Color => "colour",
            TextureContent.Normal => "normal map",
            _ => "data",
        };
        var suffix = TextureSuffixes.SuffixOf(judgement.Name);
        judgement.Report(
            $"The suffix _{suffix} says {says}, but sRGB is {(texture.Srgb ? "on" : "off")}.",
            $"Switch sRGB {(texture.Srgb ? "off" : "on")} in the texture's import settings; if the suffix _{suffix} is wrong, rename the texture.");
    }

    public void Propose(in AssetJudgement judgement, FixDraft draft) =>
        draft.Set(FixProperties.Srgb, FixProperties.Text(judgement.Naming.Textures.ContentOf(judgement.Name) == TextureContent.Color));
}
