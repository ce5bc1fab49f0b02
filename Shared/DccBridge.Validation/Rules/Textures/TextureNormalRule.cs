using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Textures;

/// <summary>tex.normal: a normal map that is compressed or decoded as colour lights wrongly.</summary>
internal sealed class TextureNormalRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new TextureNormalRule())
    {
        Id = "tex.normal",
        Description = "A texture whose suffix says normal map (_N) has normal-map compression and sRGB off.",
        Reason = "A normal map that is compressed or decoded as colour points its normals elsewhere: surfaces are lit wrongly and show blocks.",
        Remedy = "Set Compression Settings to Normalmap in the texture's import settings; that switches sRGB off too.",
        Severity = Severity.Error,
        Needs = FactKinds.Texture,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Texture is not { } texture || judgement.Naming.Textures.ContentOf(judgement.Name) != TextureContent.Normal)
        {
            return;
        }

        var compressed = texture.Compression == TextureCompression.NormalMap;
        if (compressed && !texture.Srgb)
        {
            return;
        }

        var compression = compressed ? "" : Invariant($" its compression is {texture.Compression} instead of NormalMap{(texture.Srgb ? ", and" : "")}");
        judgement.Report(
            $"The suffix _{TextureSuffixes.SuffixOf(judgement.Name)} says normal map, but{compression}{(texture.Srgb ? " sRGB is on" : "")}.",
            "Set Compression Settings to Normalmap (DXT5, BC5 on DX11) and sRGB off in the texture's import settings; if it is no normal map, give it another suffix.");
    }
}
