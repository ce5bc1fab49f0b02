using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Textures;

/// <summary>tex.alpha: an alpha channel that says nothing, or that the suffix of a packed map does not name.</summary>
internal sealed class TextureAlphaRule : IRule
{
    private const int ColourChannels = 3;

    public static RuleDefinition Definition { get; } = new(_ => new TextureAlphaRule())
    {
        Id = "tex.alpha",
        Description = "An alpha channel holds something: it is not the same in all pixels, and a packed map whose suffix names up to three masks has none.",
        Reason = "A compressed texture with alpha takes twice the memory of one without.",
        Remedy = "Export the texture without alpha, or name what its alpha holds.",
        Severity = Severity.Info,
        Needs = FactKinds.Texture,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Texture is not { HasAlpha: true } texture)
        {
            return;
        }

        if (texture.AlphaUse is AlphaUse.Opaque or AlphaUse.Constant)
        {
            judgement.Report(
                texture.AlphaUse == AlphaUse.Opaque ? "The texture has an alpha channel, and all its pixels are opaque." : "The texture has an alpha channel, and all its pixels have the same value.",
                "Export the texture without alpha and send it again, or set Compress Without Alpha in its import settings.");
            return;
        }

        var suffix = TextureSuffixes.SuffixOf(judgement.Name);
        if (suffix.Length <= ColourChannels && judgement.Naming.Textures.IsPackedMap(suffix))
        {
            judgement.Report(
                Invariant($"The suffix _{suffix.ToString()} names {suffix.Length} masks, but the texture has an alpha channel besides."),
                "Export the texture without alpha and send it again; if the alpha is one more mask, add its letter to the suffix.");
        }
    }
}
