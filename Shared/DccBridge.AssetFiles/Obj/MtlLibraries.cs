using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Obj;

/// <summary>
/// The textures that the .mtl files beside an OBJ name (its appendix "Material library file"). A file that is missing, cannot be read
/// or is no text tells nothing, and is no fault of the mesh: its materials have the names that the OBJ gives them.
/// </summary>
internal sealed class MtlLibraries
{
    /// <summary>Most .mtl files of an OBJ.</summary>
    public const int MaxFiles = 64;

    private const long MaxFileBytes = 64L << 20;

    private readonly AssetFileLimits _limits;
    private readonly Dictionary<string, HashSet<string>> _materialsOfPath = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<string> _files = [];

    private MtlLibraries(AssetFileLimits limits) => _limits = limits;

    /// <summary>The textures, each path once, in the order of the files.</summary>
    public IReadOnlyList<TextureReference> Textures =>
        [.. _order.Select(path => new TextureReference { Path = path, IsAbsolute = ObjPath.IsAbsolute(path), Materials = [.. _materialsOfPath[path]] })];

    /// <summary>The .mtl files and the textures that lie in the OBJ's folder or below it, relative to it.</summary>
    public IReadOnlyList<string> Files => [.. _files.Concat(_order.Select(ObjPath.Below)).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Reads the files.</summary>
    /// <param name="names">Their names as the OBJ writes them.</param>
    /// <param name="folder">Folder of the OBJ; null when other files cannot be read.</param>
    /// <param name="limits">What is accepted.</param>
    public static MtlLibraries Read(IReadOnlyList<string> names, string? folder, AssetFileLimits limits)
    {
        var libraries = new MtlLibraries(limits);
        foreach (var path in names.Select(ObjPath.Below).OfType<string>())
        {
            libraries._files.Add(path);
            if (folder is not null)
            {
                libraries.TryRead(folder, path);
            }
        }

        return libraries;
    }

    private void TryRead(string folder, string path)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, path));
            if (!file.Exists || file.Length > MaxFileBytes)
            {
                return;
            }

            using var stream = file.OpenRead();
            ReadStatements(new ObjLines(new ByteSource(stream, path)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or AssetFileException)
        {
            // What was read before it stays; what is missing is not known, as with a file that is not there.
        }
    }

    private void ReadStatements(ObjLines lines)
    {
        var material = "";
        while (lines.Next(out var line))
        {
            var keyword = ObjText.Word(ref line);
            if (keyword.SequenceEqual("newmtl"u8))
            {
                material = ObjText.Decode(line.Trim(" \t"u8));
            }
            else if (MtlTexture.IsTexture(keyword))
            {
                Add(MtlTexture.PathOf(line), material);
            }
        }
    }

    private void Add(string path, string material)
    {
        if (path.Length == 0 || path.Length > _limits.MaxNameLength)
        {
            return;
        }

        if (!_materialsOfPath.TryGetValue(path, out var materials))
        {
            if (_order.Count == _limits.MaxSlots)
            {
                return;
            }

            _materialsOfPath.Add(path, materials = new HashSet<string>(StringComparer.Ordinal));
            _order.Add(path);
        }

        if (material.Length > 0 && material.Length <= _limits.MaxNameLength && materials.Count < _limits.MaxSlots)
        {
            materials.Add(material);
        }
    }
}
