using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Textures;

/// <summary>tex.mask: figures for the shader are compressed as such. One mask alone may be grayscale; several need the compression of masks.</summary>
internal sealed class TextureMaskRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new TextureMaskRule())
    {
        Id = "tex.mask",
        Description = "A texture whose suffix says data (_M, _R, _ORM, ...) has the compression Masks, or Grayscale where it holds one mask; floating point is exempt.",
        Reason = "The default compression shares bits between the channels as the eye would not notice in a colour, so that one mask shows up in another; Masks also keeps sRGB off.",
        Remedy = "Set Compression Settings to Masks (no sRGB) in the texture's import settings.",
        Severity = Severity.Warning,
        Needs = FactKinds.Texture,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Texture is not { IsFloat: false } texture || judgement.Naming.Textures.ContentOf(judgement.Name) != TextureContent.Data)
        {
            return;
        }

        var suffix = TextureSuffixes.SuffixOf(judgement.Name);
        var isPacked = judgement.Naming.Textures.IsPackedMap(suffix);
        if (texture.Compression == TextureCompression.Masks || (texture.Compression == TextureCompression.Grayscale && !isPacked))
        {
            return;
        }

        judgement.Report(
            $"The suffix _{suffix} says {(isPacked ? "several masks in one texture" : "mask or other data")}, but the compression is {texture.Compression} instead of Masks{(isPacked ? "" : " or Grayscale")}.",
            $"Set Compression Settings to Masks (no sRGB) in the texture's import settings; if the suffix _{suffix} is wrong, rename the texture.");
    }
}
