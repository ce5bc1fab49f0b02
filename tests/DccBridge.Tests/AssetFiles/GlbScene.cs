namespace DccBridge.Tests.AssetFiles;

/// <summary>A small glTF in parts: a quad of 2 m by 1 m in two triangles, with UVs and one material. Each part can be replaced.</summary>
internal sealed record GlbScene
{
    /// <summary>Four corners on the ground at height 0: x to the right, z to the viewer.</summary>
    public byte[] Positions { get; init; } = GlbBuilder.Floats(0, 0, 0, 2, 0, 0, 2, 0, 1, 0, 0, 1);

    /// <summary>UVs of the corners.</summary>
    public byte[] Uvs { get; init; } = GlbBuilder.Floats(0, 0, 1, 0, 1, 1, 0, 1);

    /// <summary>Six indices.</summary>
    public byte[] Indices { get; init; } = GlbBuilder.Shorts(0, 2, 1, 0, 3, 2);

    public string Asset { get; init; } = "{'version':'2.0','generator':'Test Exporter 1.0'}";

    /// <summary>More top-level members, each with a comma before it.</summary>
    public string More { get; init; } = "";

    public string Scenes { get; init; } = "'scene':0,'scenes':[{'nodes':[0]}]";

    public string Nodes { get; init; } = "[{'name':'Quad','mesh':0}]";

    public string Materials { get; init; } = "[{'name':'M_Quad'}]";

    public string Primitives { get; init; } = "[{'attributes':{'POSITION':0,'TEXCOORD_0':1},'indices':2,'material':0}]";

    public string? Meshes { get; init; }

    public string PositionAccessor { get; init; } = "{'bufferView':0,'componentType':5126,'count':4,'type':'VEC3'}";

    public string UvAccessor { get; init; } = "{'bufferView':1,'componentType':5126,'count':4,'type':'VEC2'}";

    public string IndexAccessor { get; init; } = "{'bufferView':2,'componentType':5123,'count':6,'type':'SCALAR'}";

    /// <summary>More accessors, each with a comma before it.</summary>
    public string MoreAccessors { get; init; } = "";

    public string? BufferViews { get; init; }

    public string? Buffers { get; init; }

    public byte[] Binary => [.. Positions, .. Uvs, .. Indices];

    /// <summary>The JSON part, with single quotes.</summary>
    public string Json
    {
        get
        {
            var views = BufferViews ?? $$"""
                [{'buffer':0,'byteLength':{{Positions.Length}}},
                 {'buffer':0,'byteOffset':{{Positions.Length}},'byteLength':{{Uvs.Length}}},
                 {'buffer':0,'byteOffset':{{Positions.Length + Uvs.Length}},'byteLength':{{Indices.Length}}}]
                """;
            var buffers = Buffers ?? $$"""[{'byteLength':{{Binary.Length}}}]""";
            return $$"""
                {'asset':{{Asset}},{{Scenes}},'nodes':{{Nodes}},'materials':{{Materials}},
                 'meshes':{{Meshes ?? $$"""[{'name':'Quad','primitives':{{Primitives}}}]"""}},
                 'accessors':[{{PositionAccessor}},{{UvAccessor}},{{IndexAccessor}}{{MoreAccessors}}],
                 'bufferViews':{{views}},'buffers':{{buffers}}{{More}}}
                """;
        }
    }

    /// <summary>The GLB.</summary>
    public byte[] Build() => GlbBuilder.Of(Json, Binary);

    /// <summary>Offset in the GLB of a piece of the JSON (single quotes), which must occur.</summary>
    public int OffsetOf(string piece)
    {
        var at = Json.IndexOf(piece, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative, $"{piece} must be in the JSON");
        return 20 + at;
    }
}
