using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Obj;

/// <summary>
/// A first pass over an OBJ: how much there is of what, and the names of its parts. So the second knows what each part is for
/// and how much memory it needs before it takes any.
/// </summary>
internal sealed class ObjOutline
{
    private readonly ObjNames _objects = new();
    private readonly ObjNames _groups = new();
    private readonly HashSet<int> _objectsWithFaces = [];
    private readonly HashSet<int> _groupsWithFaces = [];

    /// <summary>Positions.</summary>
    public int Positions { get; private set; }

    /// <summary>UVs.</summary>
    public int Uvs { get; private set; }

    /// <summary>The program that wrote the file, as its first comment says; null when it does not say.</summary>
    public string? Dcc { get; private set; }

    /// <summary>True when objects ("o") make the parts, false when groups ("g") do because no face stands in an object.</summary>
    public bool HasObjects => _objectsWithFaces.Any(number => number >= 0);

    /// <summary>Names of the parts that have faces, in the order of the file; the empty name when faces stand before the first part.</summary>
    public IReadOnlyList<string> Parts { get; private set; } = [];

    /// <summary>Reads it.</summary>
    /// <exception cref="AssetFileException">The file is no text, or above a limit.</exception>
    public static ObjOutline Read(ByteSource source, AssetFileLimits limits)
    {
        var outline = new ObjOutline();
        outline.Count(new ObjLines(source), limits);
        return outline;
    }

    private void Count(ObjLines lines, AssetFileLimits limits)
    {
        var (atObject, atGroup) = (-1, -1);
        while (lines.Next(out var line))
        {
            var keyword = ObjText.Word(ref line);
            if (keyword.SequenceEqual("v"u8))
            {
                Positions = Rising(lines, Positions, limits);
            }
            else if (keyword.SequenceEqual("vt"u8))
            {
                Uvs = Rising(lines, Uvs, limits);
            }
            else if (keyword.SequenceEqual("f"u8))
            {
                _objectsWithFaces.Add(atObject);
                _groupsWithFaces.Add(atGroup);
            }
            else if (keyword.SequenceEqual("o"u8))
            {
                atObject = NameOf(_objects, lines, line, limits);
            }
            else if (keyword.SequenceEqual("g"u8))
            {
                atGroup = NameOf(_groups, lines, line, limits);
            }
        }

        Dcc = lines.FirstComment is { Length: > 0 } comment && !comment.StartsWith("This file uses", StringComparison.Ordinal) ? comment : null;
        var (names, used) = HasObjects ? (_objects, _objectsWithFaces) : (_groups, _groupsWithFaces);
        Parts = [.. (used.Contains(-1) ? [""] : Array.Empty<string>()), .. used.Where(number => number >= 0).Order().Select(number => names[number])];
    }

    private static int NameOf(ObjNames names, ObjLines lines, ReadOnlySpan<byte> rest, AssetFileLimits limits)
    {
        rest = rest.Trim(" \t"u8);
        return rest.Length == 0 ? -1 : names.NumberOf(lines, rest, "objects or groups", limits.MaxNodes, limits.MaxNameLength);
    }

    private static int Rising(ObjLines lines, int count, AssetFileLimits limits) => count < limits.MaxVerticesPerPart
        ? count + 1
        : throw lines.Error($"the file has more than {limits.MaxVerticesPerPart} vertices or UVs; split the mesh");
}
