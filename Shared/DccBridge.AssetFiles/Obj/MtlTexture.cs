using System.Globalization;
using System.Text;

namespace DccBridge.AssetFiles.Obj;

/// <summary>A statement of a .mtl file that names a texture: "map_Kd -bm 0.5 maps/wood.png". The path may have blanks.</summary>
internal static class MtlTexture
{
    // Options with a fixed number of words; -o, -s and -t take one to three numbers.
    private static readonly Dictionary<string, int> WordsOfOption = new(StringComparer.OrdinalIgnoreCase)
    {
        ["-blendu"] = 1, ["-blendv"] = 1, ["-boost"] = 1, ["-mm"] = 2, ["-texres"] = 1, ["-clamp"] = 1, ["-bm"] = 1, ["-imfchan"] = 1, ["-type"] = 1, ["-cc"] = 1, ["-colorspace"] = 1,
    };

    /// <summary>True for the keywords that name a texture, those of the PBR extension (map_Pr, norm) included.</summary>
    public static bool IsTexture(ReadOnlySpan<byte> keyword) =>
        (keyword.Length > 4 && Ascii.EqualsIgnoreCase(keyword[..4], "map_"u8) && !Ascii.EqualsIgnoreCase(keyword, "map_aat"u8))
        || Ascii.EqualsIgnoreCase(keyword, "bump"u8) || Ascii.EqualsIgnoreCase(keyword, "disp"u8) || Ascii.EqualsIgnoreCase(keyword, "decal"u8)
        || Ascii.EqualsIgnoreCase(keyword, "refl"u8) || Ascii.EqualsIgnoreCase(keyword, "norm"u8);

    /// <summary>The path behind the options; empty when there is none.</summary>
    public static string PathOf(ReadOnlySpan<byte> line)
    {
        while (true)
        {
            line = line.Trim(" \t"u8);
            if (line.Length == 0 || line[0] != (byte)'-')
            {
                return ObjText.Decode(line);
            }

            var rest = line;
            var option = ObjText.Decode(ObjText.Word(ref rest));
            if (WordsOfOption.TryGetValue(option, out var words))
            {
                for (; words > 0; words--)
                {
                    ObjText.Word(ref rest);
                }
            }
            else if (option is "-o" or "-s" or "-t")
            {
                SkipNumbers(ref rest);
            }
            else
            {
                // No option but a name that begins with a dash.
                return ObjText.Decode(line);
            }

            line = rest;
        }
    }

    private static void SkipNumbers(ref ReadOnlySpan<byte> rest)
    {
        for (var i = 0; i < 3; i++)
        {
            var after = rest;
            if (!float.TryParse(ObjText.Word(ref after), NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                return;
            }

            rest = after;
        }
    }
}
