using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Fixes;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Rules.Textures;

namespace DccBridge.Validation.Rules.Names;

/// <summary>name.suffix.texture: the suffix says what a texture holds, and so how it must be imported.</summary>
internal sealed class NameTextureSuffixRule : IFixableRule
{
    public static RuleDefinition Definition { get; } = new(_ => new NameTextureSuffixRule())
    {
        Id = "name.suffix.texture",
        Description = "A texture's name ends with a known suffix (_D, _N, _ORM, ...); textures of the group UI and panoramas (HDR_) are exempt.",
        Reason = "The suffix says what a texture holds, and so how it must be imported: tex.srgb, tex.normal and tex.mask go by it.",
        Remedy = "Rename the texture so that its suffix says what it holds, or add the suffix to textureSuffixes.",
        Severity = Severity.Warning,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Asset.Class != AssetClasses.Texture2D || TextureGroups.IsUserInterface(judgement.Texture))
        {
            return;
        }

        var name = judgement.Name;

        // A picture of a whole surrounding is named by its prefix: there is only one kind.
        if (name.StartsWith("HDR_", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var suffix = TextureSuffixes.SuffixOf(name);
        if (judgement.Naming.Textures.Find(suffix, out var written) == TextureContent.Unknown)
        {
            judgement.Report(
                suffix.IsEmpty
                    ? $"The name {Quoted.Name(name)} has no suffix that says what the texture holds."
                    : $"The suffix of {Quoted.Name(name)}, {Quoted.Name(suffix)}, is not known.",
                "End the name with _D or _BC (base colour), _E (emissive), _N (normal), _R, _M, _O, _A, _S, _B or _H (one mask), or packed letters such as _ORM; or add the suffix to \"textureSuffixes\" in DccBridge.settings.json.");
        }
        else if (!suffix.SequenceEqual(written))
        {
            judgement.Report($"The suffix of {Quoted.Name(name)} is written _{suffix}; it should be _{written}.", judgement.RenameTo(Quoted.Name(WithSuffix(name, suffix, written))));
        }
    }

    public void Propose(in AssetJudgement judgement, FixDraft draft)
    {
        var suffix = TextureSuffixes.SuffixOf(judgement.Name);
        if (judgement.Naming.Textures.Find(suffix, out var written) == TextureContent.Unknown)
        {
            draft.Refuse("What the texture holds only a person knows. End its name with the suffix that says so, or add the suffix to \"textureSuffixes\" in DccBridge.settings.json.");
        }
        else
        {
            draft.Rename(WithSuffix(judgement.Name, suffix, written));
        }
    }

    private static string WithSuffix(ReadOnlySpan<char> name, ReadOnlySpan<char> suffix, ReadOnlySpan<char> written) => string.Concat(name[..^suffix.Length], written);
}
