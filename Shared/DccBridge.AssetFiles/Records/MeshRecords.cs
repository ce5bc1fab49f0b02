using System.Globalization;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Records;

/// <summary>The records of one mesh file: the mesh, and beside it a material for each slot that has none yet. Made anew for each file.</summary>
/// <param name="find">The asset that has a path; null when there is none.</param>
internal sealed class MeshRecords(Func<string, AssetRecord?> find)
{
    private readonly Dictionary<string, string> _pathOfName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _claimed = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<AssetRecord> _materials = [];

    /// <summary>All records to write, the mesh first.</summary>
    /// <param name="main">The record as far as all classes share it.</param>
    /// <param name="content">What the file holds.</param>
    /// <param name="existing">The asset that is updated; null for a new one.</param>
    /// <exception cref="AssetRecordException">A material cannot lie beside the mesh.</exception>
    public IReadOnlyList<AssetRecord> Of(AssetRecord main, AssetFileContent content, AssetRecord? existing)
    {
        if (content.Facts.Mesh is not { } mesh)
        {
            return [main];
        }

        IReadOnlyList<MaterialSlot> oldSlots = existing?.Facts.Mesh?.Slots ?? [];
        _claimed.Add(main.Path);
        var names = mesh.Slots.Select(static slot => slot.Name).ToHashSet(StringComparer.Ordinal);
        MaterialSlot[] slots = [.. mesh.Slots.Select((slot, index) => slot with
        {
            Material = KeptMaterial(slot, oldSlots) ?? MovedMaterial(index, mesh.Slots, oldSlots, names) ?? OwnMaterial(slot, main),
        })];

        // References that are no materials of the old slots were made in the editor and stay.
        var oldMaterials = new HashSet<string>(oldSlots.Select(static slot => slot.Material).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> references = (existing?.References ?? []).Where(path => !oldMaterials.Contains(path))
            .Concat(slots.Select(static slot => slot.Material).OfType<string>());
        AssetRecord record = main with
        {
            References = [.. references.Distinct(StringComparer.OrdinalIgnoreCase)],
            Facts = content.Facts with { Mesh = WithSettings(mesh, existing?.Facts.Mesh) with { Slots = slots } },
        };
        return [record, .. _materials];
    }

    /// <summary>What somebody put into the slot of that name stays there, as long as it exists.</summary>
    private string? KeptMaterial(MaterialSlot slot, IReadOnlyList<MaterialSlot> oldSlots) =>
        slot.Name.Length == 0
            ? null
            : oldSlots.FirstOrDefault(old => old.Name == slot.Name)?.Material is { } material ? find(material)?.Path : null;

    /// <summary>
    /// For a slot that was renamed in the DCC: what a person put into the slot at its place stays there. A material that was made of the old name
    /// does not stay, since the new name asks for another one.
    /// </summary>
    private string? MovedMaterial(int index, IReadOnlyList<MaterialSlot> slots, IReadOnlyList<MaterialSlot> oldSlots, HashSet<string> names)
    {
        if (slots.Count != oldSlots.Count || slots[index].Name.Length == 0 || oldSlots[index].Name.Length == 0
            || names.Contains(oldSlots[index].Name) || oldSlots.Any(old => old.Name == slots[index].Name))
        {
            return null;
        }

        return oldSlots[index].Material is { } material && find(material) is { } asset && !(asset.Source?.MaterialNames ?? []).Contains(oldSlots[index].Name)
            ? asset.Path
            : null;
    }

    /// <summary>What only the editor sets, and a file does not know, stays as it was.</summary>
    private static MeshFacts WithSettings(MeshFacts mesh, MeshFacts? old) => old is null ? mesh : mesh with
    {
        Nanite = old.Nanite ?? mesh.Nanite,
        LightmapChannel = old.LightmapChannel ?? mesh.LightmapChannel,
        LightmapResolution = old.LightmapResolution ?? mesh.LightmapResolution,
        ComplexAsSimple = old.ComplexAsSimple ?? mesh.ComplexAsSimple,
        SimpleCollisions = mesh.SimpleCollisions ?? old.SimpleCollisions,
    };

    /// <summary>The material beside the mesh, made when it is not there; null for a slot that the DCC left empty.</summary>
    private string? OwnMaterial(MaterialSlot slot, AssetRecord main)
    {
        if (slot.Name.Length == 0)
        {
            return null;
        }

        if (_pathOfName.TryGetValue(slot.Name, out string? known))
        {
            return known;
        }

        string path = FreeOrOwnPath(slot.Name, main.Path);
        if (!AssetPath.Check(path, out string? problem))
        {
            throw new AssetRecordException($"The material '{slot.Name}' cannot lie beside '{main.Path}': {problem}");
        }

        _pathOfName.Add(slot.Name, path);
        _claimed.Add(path);
        if (find(path) is null)
        {
            _materials.Add(new AssetRecord
            {
                Path = path,
                Class = AssetClasses.Material,
                ImportedAt = main.ImportedAt,
                Source = main.Source! with { NodeNames = [], MaterialNames = [slot.Name] },
            });
        }

        return path;
    }

    /// <summary>
    /// The path of the material's name; numbered when an asset of another class, the mesh itself or another material of this file
    /// has it. The same file gives the same paths each time, so a repeated import finds what the first one made.
    /// </summary>
    private string FreeOrOwnPath(string name, string meshPath)
    {
        string folder = meshPath[..meshPath.LastIndexOf('/')];
        string stem = AssetPath.Sanitize(name);
        string path = $"{folder}/{stem}";
        for (int number = 2; _claimed.Contains(path) || find(path) is { Class: not AssetClasses.Material }; number++)
        {
            string suffix = string.Create(CultureInfo.InvariantCulture, $"_{number}");
            string cut = stem[..Math.Min(stem.Length, AssetPath.MaxNameLength - suffix.Length)];
            path = $"{folder}/{AssetPath.Sanitize(cut)}{suffix}";
        }

        return path;
    }
}
