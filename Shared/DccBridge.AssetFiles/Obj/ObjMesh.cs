using System.Collections;
using DccBridge.AssetFiles.Meshes;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Obj;

/// <summary>
/// The second pass over an OBJ: every position, UV and face. Keeps positions (16 bytes each, with the mark of the part that used it
/// last) and UVs (8 bytes), and nothing of faces. Of a file with more points than <see cref="AssetFileLimits.MaxHeldPoints"/> it keeps
/// the marks alone: then triangles without area are found only where they use a position twice, polygons are fans, UVs are not looked
/// at, and a third pass finds the bounds.
/// </summary>
internal sealed class ObjMesh
{
    private readonly AssetFileLimits _limits;
    private readonly TriangleSink? _sink;
    private readonly ObjOutline _outline;
    private readonly bool _holds;
    private readonly BitArray? _shown;
    private ObjLines _lines;
    private readonly float[] _positions;
    private readonly int[] _usedBy;
    private readonly float[] _uvs;
    private readonly ObjPart[] _parts;
    private readonly Dictionary<string, int> _partOfName;
    private readonly NodeRoles _roles;
    private readonly MeshBounds _bounds = new();
    private readonly SlotCounts<int> _slots = new();
    private readonly ObjNames _materials = new();
    private readonly UvSurvey _uvSurvey;
    private readonly ObjFace _face = new();
    private readonly PolygonSplit _split = new();
    private readonly List<string> _libraries = [];
    private Vector3D[] _corners = new Vector3D[8];
    private int _positionCount;
    private int _uvCount;
    private int _normalCount;
    private long _visited;
    private bool _hasUvs = true;
    private bool _hasNormals = true;

    private ObjMesh(ByteSource source, ObjOutline outline, string unnamed, AssetFileLimits limits, TriangleSink? sink)
    {
        _limits = limits;
        _sink = sink;
        _uvSurvey = new UvSurvey(limits.MaxUvGridSteps);
        _outline = outline;
        _lines = new ObjLines(source);
        _holds = outline.Positions + (outline.Uvs / 2) <= limits.MaxHeldPoints;
        _shown = _holds ? null : new BitArray(outline.Positions);
        _positions = new float[_holds ? 3 * outline.Positions : 3];
        _usedBy = new int[outline.Positions];
        _uvs = new float[_holds ? 2 * outline.Uvs : 2];
        _parts = [.. outline.Parts.Select(_ => new ObjPart())];
        _partOfName = outline.Parts.Select((name, number) => (name, number)).ToDictionary(part => part.name, part => part.number, StringComparer.Ordinal);
        _roles = NodeRoles.Of([.. outline.Parts.Select(name => new NodeFacts { Name = name.Length > 0 ? name : unnamed, HasMesh = true })]);
    }

    /// <summary>Names of the files with materials that the file refers to, as written, each once.</summary>
    public IReadOnlyList<string> Libraries => _libraries;

    /// <summary>Reads the file to its end.</summary>
    /// <param name="source">The file.</param>
    /// <param name="outline">What the first pass found.</param>
    /// <param name="unnamed">Name of the node for faces that stand in no part.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="sink">Takes the triangles that are shown; null when nobody wants them.</param>
    /// <exception cref="AssetFileException">The file is malformed or above a limit.</exception>
    public static ObjMesh Read(ByteSource source, ObjOutline outline, string unnamed, AssetFileLimits limits, TriangleSink? sink)
    {
        var mesh = new ObjMesh(source, outline, unnamed, limits, sink);
        mesh.ReadStatements();
        if (mesh._shown is { } shown)
        {
            mesh._lines = new ObjLines(source);
            mesh.ReadBounds(shown);
        }

        return mesh;
    }

    /// <summary>The facts. Unreal takes a unit for a centimetre and (x, y, z) to (x, -y, z): it turns the mesh left-handed and changes no axis.</summary>
    /// <exception cref="AssetFileException">There is no mesh.</exception>
    public MeshFacts Facts(IReadOnlyList<TextureReference> textures)
    {
        if (_slots.Count == 0)
        {
            throw _lines.Source.Error(0, _parts.Length > 0
                ? "the file has collision shapes (UCX_ and its kind) and no mesh; select the mesh in the DCC too and export again"
                : "the file has no faces; select the mesh in the DCC and export again");
        }

        if (_slots.Count > _limits.MaxSlots)
        {
            throw _lines.Source.Error(0, $"the mesh has {_slots.Count} material slots and the limit is {_limits.MaxSlots}; merge materials or split the mesh");
        }

        var shown = _parts.Where((_, part) => _roles.KindOf(part) == NodeKind.Mesh).ToArray();
        return new MeshFacts
        {
            Triangles = (int)shown.Sum(part => part.Triangles),
            Vertices = (int)shown.Sum(part => part.Vertices),
            UvChannels = _hasUvs ? 1 : 0,
            DegenerateTriangles = (int)shown.Sum(part => part.Degenerate),
            HasInvalidPositions = _bounds.HasInvalidPoints,
            Slots = [.. _slots.InOrder.Select(slot => new MaterialSlot { Name = slot.Material < 0 ? "" : _materials[slot.Material], Triangles = (int)slot.Triangles })],
            Bounds = _bounds.ToBox(ToUnreal),
            SourceUnitCentimetres = 1,
            SourceUpAxis = UpAxis.Unspecified,
            Nodes = _roles.Nodes(),
            Uvs = !_hasUvs ? [] : _holds ? [_uvSurvey.Facts()] : [_uvSurvey.Facts() with { OverlapPercent = null }],
            Lods = _roles.LodFacts(part => _parts[part].Counts),
            Collisions = _roles.CollisionFacts(part => _parts[part].Counts),
            Textures = textures,
            HasNormals = _hasNormals,
        };
    }

    private void ReadStatements()
    {
        var (part, material) = (PartOf(""), -1);
        while (_lines.Next(out var line))
        {
            var keyword = ObjText.Word(ref line);
            if (keyword.SequenceEqual("v"u8))
            {
                ReadNumbers(line, _positions.AsSpan(_holds ? 3 * _positionCount : 0, 3), 3, "vertex");
                _usedBy[_positionCount++] = -1;
            }
            else if (keyword.SequenceEqual("vt"u8))
            {
                ReadNumbers(line, _uvs.AsSpan(_holds ? 2 * _uvCount : 0, 2), 1, "UV");
                _uvCount++;
            }
            else if (keyword.SequenceEqual("vn"u8))
            {
                _normalCount++;
            }
            else if (keyword.SequenceEqual("f"u8))
            {
                _face.Read(_lines, line, _positionCount, _uvCount, _normalCount);
                TakeFace(part, material);
            }
            else if (keyword.SequenceEqual("usemtl"u8))
            {
                line = line.Trim(" \t"u8);
                material = line.Length == 0 ? -1 : _materials.NumberOf(_lines, line, "materials", _limits.MaxListEntries, _limits.MaxNameLength);
            }
            else if (keyword.SequenceEqual(_outline.HasObjects ? "o"u8 : "g"u8))
            {
                part = PartOf(ObjText.Decode(line.Trim(" \t"u8)));
            }
            else if (keyword.SequenceEqual("mtllib"u8))
            {
                AddLibraries(ObjText.Decode(line.Trim(" \t"u8)));
            }
        }
    }

    private void ReadBounds(BitArray shown)
    {
        for (var position = 0; _lines.Next(out var line);)
        {
            if (ObjText.Word(ref line).SequenceEqual("v"u8))
            {
                ReadNumbers(line, _positions, 3, "vertex");
                if (shown[position++])
                {
                    _bounds.Widen(new Vector3D(_positions[0], _positions[1], _positions[2]));
                }
            }
        }
    }

    // -1 for a part without faces.
    private int PartOf(string name) => _partOfName.GetValueOrDefault(name, -1);

    // A line may name several files; a name may have blanks.
    private void AddLibraries(string names)
    {
        foreach (var name in names.Replace(".mtl ", ".mtl\n", StringComparison.OrdinalIgnoreCase).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (_libraries.Count < MtlLibraries.MaxFiles && name.Length <= _limits.MaxNameLength && !_libraries.Contains(name))
            {
                _libraries.Add(name);
            }
        }
    }

    private void ReadNumbers(ReadOnlySpan<byte> line, Span<float> numbers, int least, string what)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (i >= least && line.Trim(" \t"u8).Length == 0)
            {
                return;
            }

            if (!ObjText.TryNumber(ref line, out numbers[i]))
            {
                throw _lines.Error($"a {what} needs {least} numbers, written with a point; export it again");
            }
        }
    }

    private void TakeFace(int part, int material)
    {
        _visited += _face.Count;
        if (_visited > _limits.MaxElementsVisited)
        {
            throw _lines.Error($"the faces have more than {_limits.MaxElementsVisited} corners; split the asset");
        }

        var counts = _parts[part];
        var isShown = _roles.KindOf(part) == NodeKind.Mesh;
        if (_corners.Length < _face.Count)
        {
            _corners = new Vector3D[Math.Max(_face.Count, _corners.Length * 2)];
        }

        for (var i = 0; i < _face.Count; i++)
        {
            var position = _face.Position(i);
            _corners[i] = _holds ? new Vector3D(_positions[3 * position], _positions[(3 * position) + 1], _positions[(3 * position) + 2]) : default;
            if (_usedBy[position] != part)
            {
                _usedBy[position] = part;
                counts.Vertices++;
                if (isShown && _holds)
                {
                    _bounds.Widen(_corners[i]);
                }
                else if (isShown)
                {
                    _shown![position] = true;
                }
            }
        }

        counts.Triangles += _face.Count - 2;
        if (isShown)
        {
            _slots.Add(material, _face.Count - 2);
            _hasUvs &= _face.HasUvs;
            _hasNormals &= _face.HasNormals;
        }

        if (!_holds)
        {
            for (var i = 2; i < _face.Count; i++)
            {
                TakeTriangle(counts, isShown, 0, i - 1, i);
            }

            return;
        }

        var triangles = _split.Split(_corners.AsSpan(0, _face.Count));
        for (var i = 0; i < triangles.Length; i += 3)
        {
            TakeTriangle(counts, isShown, triangles[i], triangles[i + 1], triangles[i + 2]);
        }
    }

    private void TakeTriangle(ObjPart counts, bool isShown, int a, int b, int c)
    {
        var (first, second, third) = (_face.Position(a), _face.Position(b), _face.Position(c));
        var isFlat = first == second || second == third || third == first || (_holds && FlatTriangle.IsFlat(_corners[a], _corners[b], _corners[c]));
        counts.Degenerate += isFlat ? 1 : 0;
        if (isShown && _holds)
        {
            _sink?.Invoke(ToUnreal(_corners[a]), ToUnreal(_corners[b]), ToUnreal(_corners[c]));
        }

        if (isShown && _hasUvs && _holds)
        {
            _uvSurvey.Add(UvAt(_face.Uv(a)), UvAt(_face.Uv(b)), UvAt(_face.Uv(c)), !isFlat);
        }
    }

    private static Vector3D ToUnreal(Vector3D point) => point with { Y = -point.Y };

    private UvPoint UvAt(int uv) => new(_uvs[2 * uv], _uvs[(2 * uv) + 1]);
}
