namespace DccBridge.AssetFiles.Obj;

/// <summary>The corners of a face as places in the lists of positions and UVs, from 0. Used again for each face.</summary>
internal sealed class ObjFace
{
    private int[] _positions = new int[8];
    private int[] _uvs = new int[8];

    /// <summary>How many corners there are.</summary>
    public int Count { get; private set; }

    /// <summary>True when each corner has a UV.</summary>
    public bool HasUvs { get; private set; }

    /// <summary>True when each corner has a normal.</summary>
    public bool HasNormals { get; private set; }

    /// <summary>The position of a corner.</summary>
    public int Position(int corner) => _positions[corner];

    /// <summary>The UV of a corner, when <see cref="HasUvs"/>.</summary>
    public int Uv(int corner) => _uvs[corner];

    /// <summary>Reads what follows "f": three corners or more, each "v", "v/vt", "v//vn" or "v/vt/vn"; negative numbers count back from the last.</summary>
    /// <param name="lines">Where it stands, for errors.</param>
    /// <param name="text">The corners.</param>
    /// <param name="positions">Positions so far.</param>
    /// <param name="uvs">UVs so far.</param>
    /// <param name="normals">Normals so far.</param>
    /// <exception cref="AssetFileException">It is malformed, or names something that did not come before it.</exception>
    public void Read(ObjLines lines, ReadOnlySpan<byte> text, int positions, int uvs, int normals)
    {
        (Count, HasUvs, HasNormals) = (0, true, true);
        for (var word = ObjText.Word(ref text); word.Length > 0; word = ObjText.Word(ref text))
        {
            // Some programs end a face with a comment.
            if (word[0] == (byte)'#')
            {
                break;
            }

            if (Count == _positions.Length)
            {
                Array.Resize(ref _positions, Count * 2);
                Array.Resize(ref _uvs, Count * 2);
            }

            _positions[Count] = Index(lines, ref word, positions, "vertices") ?? throw Malformed(lines);
            var uv = Separator(ref word) ? Index(lines, ref word, uvs, "UVs") : null;
            var normal = Separator(ref word) ? Index(lines, ref word, normals, "normals") : null;
            if (word.Length > 0)
            {
                throw Malformed(lines);
            }

            _uvs[Count] = uv ?? 0;
            HasUvs &= uv is not null;
            HasNormals &= normal is not null;
            Count++;
        }

        if (Count < 3)
        {
            throw lines.Error($"a face has {Count} corners and needs three; export it again");
        }
    }

    private static bool Separator(ref ReadOnlySpan<byte> word)
    {
        if (word.Length == 0 || word[0] != (byte)'/')
        {
            return false;
        }

        word = word[1..];
        return true;
    }

    // Null when there is no number here.
    private static int? Index(ObjLines lines, ref ReadOnlySpan<byte> word, int count, string what)
    {
        var isNegative = word.Length > 0 && word[0] == (byte)'-';
        var digits = isNegative ? word[1..] : word;
        long number = 0;
        var taken = 0;
        while (taken < digits.Length && (uint)(digits[taken] - '0') <= 9)
        {
            // Twelve digits are far above any limit, so the number cannot run over.
            number = taken < 12 ? (number * 10) + (digits[taken] - '0') : long.MaxValue / 2;
            taken++;
        }

        if (taken == 0)
        {
            return isNegative ? throw Malformed(lines) : null;
        }

        word = digits[taken..];
        if (number < 1 || number > count)
        {
            throw lines.Error($"a face names number {(isNegative ? "-" : "")}{number} of the {what}, and {count} stand before it; export it again");
        }

        return (int)(isNegative ? count - number : number - 1);
    }

    private static AssetFileException Malformed(ObjLines lines) => lines.Error("a corner of a face must be written as 1, 1/2, 1//3 or 1/2/3; export it again");
}
