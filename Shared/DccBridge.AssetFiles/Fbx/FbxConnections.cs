using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>Which object hangs on which, read from the "Connections" of the file, in their order. Takes about 32 bytes per connection.</summary>
internal sealed class FbxConnections
{
    /// <summary>Stands for the root of the scene, which is no object.</summary>
    private const int Root = -1;

    private const int MaxTextBytes = 1024;

    // A crafted file can make few connections lead to endless ways. Each is asked for less than ten times, but for those of a
    // mesh that stands at many places, for which there is the floor. What a step costs besides is the asker's: about a microsecond.
    private const int StepsPerConnection = 16;
    private const int LeastSteps = 256 << 10;

    private readonly FbxReader _reader;
    private readonly IReadOnlyList<FbxObject> _objects;
    private readonly List<(int Child, int Parent, string? Property)> _links;
    private readonly int[] _byParent;
    private readonly int[] _byChild;
    private readonly int[] _firstOfParent;
    private readonly int[] _firstOfChild;
    private long _stepsLeft;

    private FbxConnections(FbxReader reader, IReadOnlyList<FbxObject> objects, List<(int Child, int Parent, string? Property)> links)
    {
        _reader = reader;
        _objects = objects;
        _links = links;
        (_firstOfParent, _byParent) = Sorted(link => link.Parent);
        (_firstOfChild, _byChild) = Sorted(link => link.Child);
        _stepsLeft = LeastSteps + ((long)StepsPerConnection * links.Count);
    }

    /// <summary>Reads them. Ends that name no object of the file are left out.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="record">The record "Connections"; null when there is none.</param>
    /// <param name="objects">All objects.</param>
    /// <param name="byId">Places of the objects by their numbers.</param>
    public static FbxConnections Read(FbxReader reader, FbxRecord? record, IReadOnlyList<FbxObject> objects, IReadOnlyDictionary<long, int> byId)
    {
        var links = new List<(int, int, string?)>();
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = 0;
        foreach (var entry in record is { } block ? reader.Children(block) : [])
        {
            if (++entries > reader.Limits.MaxFbxConnections)
            {
                throw reader.Source.Error(entry.Start, $"the file has more than {reader.Limits.MaxFbxConnections} connections; split the asset");
            }

            var cursor = reader.Properties(entry);
            if (entry.Name != "C" || cursor.Text(MaxTextBytes) is not { } kind || cursor.Integer() is not { } child || cursor.Integer() is not { } parent)
            {
                continue;
            }

            // "OP" connects an object to a property of another one; the other kinds begin at properties and carry nothing that is read here.
            if (kind is not ("OO" or "OP") || !byId.TryGetValue(child, out var childIndex) || !(parent == 0 || byId.ContainsKey(parent)))
            {
                continue;
            }

            var property = kind == "OP" ? cursor.Text(MaxTextBytes) ?? "" : null;
            if (property is not null && !properties.TryAdd(property, property))
            {
                property = properties[property];
            }

            links.Add((childIndex, byId.TryGetValue(parent, out var parentIndex) ? parentIndex : Root, property));
        }

        return new FbxConnections(reader, objects, links);
    }

    /// <summary>The objects that hang on an object; null is the root of the scene.</summary>
    public IEnumerable<FbxLink> Below(FbxObject? parent)
    {
        var place = (parent?.Index ?? Root) + 1;
        for (var i = _firstOfParent[place]; i < _firstOfParent[place + 1]; i++)
        {
            var (child, _, property) = _links[_byParent[i]];
            Step(_objects[child]);
            yield return new FbxLink(_objects[child], property);
        }
    }

    /// <summary>The objects that an object hangs on; the root of the scene is left out.</summary>
    public IEnumerable<FbxLink> Above(FbxObject child)
    {
        var place = child.Index + 1;
        for (var i = _firstOfChild[place]; i < _firstOfChild[place + 1]; i++)
        {
            var (_, parent, property) = _links[_byChild[i]];
            Step(child);
            if (parent != Root)
            {
                yield return new FbxLink(_objects[parent], property);
            }
        }
    }

    private void Step(FbxObject thing)
    {
        if (--_stepsLeft < 0)
        {
            throw _reader.Source.Error(thing.Record.Start, $"the {_links.Count} connections of the file lead the same ways too often, as many to many objects; it was damaged, export it again");
        }
    }

    // A counting sort keeps the order of the file among the links of one object.
    private (int[] First, int[] Sorted) Sorted(Func<(int Child, int Parent, string? Property), int> key)
    {
        var first = new int[_objects.Count + 2];
        foreach (var link in _links)
        {
            first[key(link) + 2]++;
        }

        for (var i = 1; i < first.Length; i++)
        {
            first[i] += first[i - 1];
        }

        var sorted = new int[_links.Count];
        var next = (int[])first.Clone();
        for (var i = 0; i < _links.Count; i++)
        {
            sorted[next[key(_links[i]) + 1]++] = i;
        }

        return (first, sorted);
    }
}
