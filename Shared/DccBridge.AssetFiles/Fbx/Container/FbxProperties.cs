using System.Diagnostics.CodeAnalysis;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx.Container;

/// <summary>The value of a property of an object: up to three numbers, the first also as a whole one, or a text.</summary>
internal readonly record struct FbxValue(Vector3D Numbers, long Whole, string? Text);

/// <summary>The properties of an object ("Properties70"): a name, and values that are numbers or texts.</summary>
internal sealed class FbxProperties
{
    private const int MaxNameBytes = 1024;
    private const int MaxTextBytes = 16 * 1024;
    private const int MaxEntries = 65536;
    private const int TypeFields = 3;

    private readonly Dictionary<string, FbxValue> _values = new(StringComparer.Ordinal);
    private readonly FbxProperties? _defaults;

    private FbxProperties(FbxProperties? defaults) => _defaults = defaults;

    /// <summary>No properties.</summary>
    public static FbxProperties Empty { get; } = new(null);

    /// <summary>Reads the properties below a record.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="owner">The record that holds "Properties70"; without it there are none.</param>
    /// <param name="defaults">What holds where the record says nothing.</param>
    public static FbxProperties Read(FbxReader reader, FbxRecord owner, FbxProperties? defaults = null)
    {
        if (reader.Child(owner, "Properties70") is not { } block)
        {
            return defaults ?? Empty;
        }

        var result = new FbxProperties(defaults);
        foreach (var entry in reader.Children(block))
        {
            if (entry.Name != "P" || entry.PropertyCount < 1)
            {
                continue;
            }

            var cursor = reader.Properties(entry);
            if (cursor.Text(MaxNameBytes) is not { } name)
            {
                continue;
            }

            for (var i = 0; i < TypeFields; i++)
            {
                cursor.Skip();
            }

            result._values[name] = ReadValue(cursor);
            if (result._values.Count > MaxEntries)
            {
                throw reader.Source.Error(entry.Start, $"an object has more than {MaxEntries} properties; export it again");
            }
        }

        return result;
    }

    /// <summary>A property that may be missing.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out FbxValue? value)
    {
        if (_values.TryGetValue(name, out var own))
        {
            value = own;
            return true;
        }

        value = null;
        return _defaults is not null && _defaults.TryGet(name, out value);
    }

    /// <summary>Three numbers.</summary>
    public Vector3D Vector(string name, Vector3D whenMissing = default) => TryGet(name, out var value) ? value.Value.Numbers : whenMissing;

    /// <summary>A number.</summary>
    public double Number(string name, double whenMissing) => TryGet(name, out var value) ? value.Value.Numbers.X : whenMissing;

    /// <summary>A whole number.</summary>
    public long Integer(string name, long whenMissing) => TryGet(name, out var value) ? value.Value.Whole : whenMissing;

    /// <summary>A text that is not empty; null when there is none.</summary>
    public string? Text(string name) => TryGet(name, out var value) && value.Value.Text is { Length: > 0 } text ? text : null;

    private static FbxValue ReadValue(FbxCursor cursor)
    {
        switch (cursor.Next)
        {
            case 'S':
                return new FbxValue(default, 0, cursor.Text(MaxTextBytes));
            case 'L' or 'I' or 'Y' or 'C' or 'B':
                var whole = cursor.Integer() ?? 0;
                return new FbxValue(new Vector3D(whole, cursor.Number() ?? 0, cursor.Number() ?? 0), whole, null);
            case 'D' or 'F':
                var x = cursor.Number() ?? 0;
                return new FbxValue(new Vector3D(x, cursor.Number() ?? 0, cursor.Number() ?? 0), x is > -1e18 and < 1e18 ? (long)x : 0, null);
            default:
                return default;
        }
    }
}
