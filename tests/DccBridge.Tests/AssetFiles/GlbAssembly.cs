using System.Text;

namespace DccBridge.Tests.AssetFiles;

/// <summary>Puts a GLB together from lists of numbers, each with its accessor and view, and JSON text (single quotes) that names them by their places.</summary>
internal sealed class GlbAssembly
{
    private readonly List<byte> _binary = [];
    private readonly List<string> _accessors = [];
    private readonly List<string> _views = [];

    /// <summary>Adds a list of floats; returns the place of its accessor.</summary>
    public int Floats(string type, params float[] values) => Add(GlbBuilder.Floats(values), values.Length, type, 5126, "");

    /// <summary>Adds a list of unsigned bytes.</summary>
    public int Bytes(string type, params byte[] values) => Add(values, values.Length, type, 5121, "");

    /// <summary>Adds a list of unsigned bytes that stand for 0 to 1.</summary>
    public int NormalizedBytes(string type, params byte[] values) => Add(values, values.Length, type, 5121, ",'normalized':true");

    /// <summary>Adds a list of unsigned 16-bit numbers.</summary>
    public int Shorts(string type, params int[] values) => Add(GlbBuilder.Shorts(values), values.Length, type, 5123, "");

    /// <summary>The GLB.</summary>
    /// <param name="members">The top-level members but for asset, accessors, views and buffers.</param>
    public byte[] Build(string members) => GlbBuilder.Of(
        new StringBuilder().Append($$"""{'asset':{'version':'2.0','generator':'Test Exporter 1.0'},{{members}}""")
            .Append($",'accessors':[{string.Join(',', _accessors)}],'bufferViews':[{string.Join(',', _views)}],'buffers':[{{'byteLength':{_binary.Count}}}]}}").ToString(),
        [.. _binary]);

    private int Add(byte[] bytes, int values, string type, int component, string more)
    {
        var count = values / type switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "VEC4" => 4, _ => 16 };
        _views.Add($"{{'buffer':0,'byteOffset':{_binary.Count},'byteLength':{bytes.Length}}}");
        _accessors.Add($"{{'bufferView':{_views.Count - 1},'componentType':{component},'count':{count},'type':'{type}'{more}}}");
        _binary.AddRange(bytes);
        _binary.AddRange(new byte[(4 - (bytes.Length % 4)) % 4]);
        return _accessors.Count - 1;
    }
}
