using System.Collections.Frozen;

namespace DccBridge.Validation.Naming;

/// <summary>What a texture's suffix says of its content.</summary>
public enum TextureContent
{
    /// <summary>The suffix is not in the table, or there is none.</summary>
    Unknown = 0,

    /// <summary>Colours for the eye: sRGB on. "color" in the settings.</summary>
    Color = 1,

    /// <summary>Figures for the shader: sRGB off. "data" in the settings.</summary>
    Data = 2,

    /// <summary>A tangent-space normal map: normal-map compression, sRGB off. "normal" in the settings.</summary>
    Normal = 3,
}

/// <summary>The suffixes of texture names: the table of the Gamemakin style guide, common studio variants, packed letters, and what a project adds.</summary>
internal sealed class TextureSuffixes
{
    /// <summary>Suffix without underscore, as it should be written, and what it means. https://github.com/Allar/ue5-style-guide, section 1.2.6 on texture suffixes.</summary>
    public static IReadOnlyDictionary<string, TextureContent> BuiltIn { get; } = new Dictionary<string, TextureContent>(StringComparer.OrdinalIgnoreCase)
    {
        ["D"] = TextureContent.Color,
        ["BC"] = TextureContent.Color,
        ["E"] = TextureContent.Color,
        ["DA"] = TextureContent.Color,
        ["N"] = TextureContent.Normal,
        ["R"] = TextureContent.Data,
        ["A"] = TextureContent.Data,
        ["O"] = TextureContent.Data,
        ["AO"] = TextureContent.Data,
        ["B"] = TextureContent.Data,
        ["H"] = TextureContent.Data,
        ["M"] = TextureContent.Data,
        ["MT"] = TextureContent.Data,
        ["S"] = TextureContent.Data,
        ["ORM"] = TextureContent.Data,
        ["ERO"] = TextureContent.Data,
        ["AORM"] = TextureContent.Data,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Base colour is not among them: packed maps are sampled without sRGB.
    private const string PackedLetters = "RAOBEMSHN";
    private const int MaxPackedLetters = 4;

    private readonly FrozenDictionary<string, (string Written, TextureContent Content)>.AlternateLookup<ReadOnlySpan<char>> _table;

    public TextureSuffixes(IReadOnlyDictionary<string, TextureContent> added)
    {
        var table = new Dictionary<string, (string, TextureContent)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (suffix, content) in BuiltIn)
        {
            table[suffix] = (suffix, content);
        }

        foreach (var (suffix, content) in added)
        {
            table[suffix] = (suffix, content);
        }

        _table = table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>What follows the last underscore; empty when there is none or nothing stands before it.</summary>
    public static ReadOnlySpan<char> SuffixOf(ReadOnlySpan<char> name)
    {
        var underscore = name.LastIndexOf('_');
        return underscore <= 0 ? [] : name[(underscore + 1)..];
    }

    /// <summary>What the name's suffix says. Case does not matter here: a badly written suffix must not hide a wrong import setting.</summary>
    public TextureContent ContentOf(ReadOnlySpan<char> name) => Find(SuffixOf(name), out _);

    /// <summary>Looks a suffix up.</summary>
    /// <param name="suffix">Without the underscore.</param>
    /// <param name="written">How it should be written; empty when it is not known.</param>
    public TextureContent Find(ReadOnlySpan<char> suffix, out ReadOnlySpan<char> written)
    {
        if (suffix.IsEmpty)
        {
            written = [];
            return TextureContent.Unknown;
        }

        if (_table.TryGetValue(suffix, out var entry))
        {
            written = entry.Written;
            return entry.Content;
        }

        if (IsPacked(suffix))
        {
            written = suffix;
            return TextureContent.Data;
        }

        written = [];
        return TextureContent.Unknown;
    }

    /// <summary>Whether the suffix names several masks in one texture. "AO" is one: ambient occlusion.</summary>
    public bool IsPackedMap(ReadOnlySpan<char> suffix) =>
        Find(suffix, out var written) == TextureContent.Data && IsPacked(written) && !written.SequenceEqual("AO");

    /// <summary>Two to four different channel letters, upper case only: "_Arm" is a part of a body, "_ARM" three masks.</summary>
    private static bool IsPacked(ReadOnlySpan<char> suffix)
    {
        if (suffix.Length is < 2 or > MaxPackedLetters)
        {
            return false;
        }

        for (var i = 0; i < suffix.Length; i++)
        {
            if (!PackedLetters.Contains(suffix[i], StringComparison.Ordinal) || suffix[..i].Contains(suffix[i]))
            {
                return false;
            }
        }

        return true;
    }
}
