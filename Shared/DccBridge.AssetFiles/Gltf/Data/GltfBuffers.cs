using System.Text.Json;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>A run of bytes of a buffer: where it lies in which file.</summary>
internal readonly record struct GltfBytes(ByteSource Source, long Start, long Length);

/// <summary>The buffers and views of a glTF. Files beside a .gltf are opened when they are first needed and closed with this.</summary>
internal sealed class GltfBuffers : IDisposable
{
    private readonly GltfJson _json;
    private readonly ByteSource _source;
    private readonly string? _folder;
    private readonly GltfBytes _binary;
    private readonly JsonElement[] _buffers;
    private readonly JsonElement[] _views;

    // Looked up once: a crafted buffer with a million members would else be searched for each of its views.
    private readonly bool[] _hasUri;
    private readonly Dictionary<int, GltfBytes> _open = [];
    private readonly Dictionary<int, (GltfBytes Bytes, int? Stride)> _read = [];
    private readonly List<FileStream> _streams = [];
    private readonly List<string> _externalFiles = [];

    /// <param name="json">The JSON part.</param>
    /// <param name="source">The glTF file itself.</param>
    /// <param name="folder">Folder of a .gltf; null when other files cannot be read.</param>
    /// <param name="binary">The binary chunk of a GLB.</param>
    public GltfBuffers(GltfJson json, ByteSource source, string? folder, GltfBytes binary)
    {
        _json = json;
        _source = source;
        _folder = folder;
        _binary = binary;
        _buffers = json.Objects(json.Root, "buffers");
        _views = json.Objects(json.Root, "bufferViews");
        _hasUri = [.. _buffers.Select(buffer => buffer.TryGetProperty("uri", out _))];
        AddExternalFiles(_buffers);
        AddExternalFiles(json.Objects(json.Root, "images"));
    }

    /// <summary>How many views there are.</summary>
    public int ViewCount => _views.Length;

    /// <summary>Files of buffers and images beside this one, each once.</summary>
    public IReadOnlyList<string> ExternalFiles => _externalFiles;

    /// <summary>The bytes of a view, and the distance between its elements when it sets one.</summary>
    public (GltfBytes Bytes, int? Stride) View(int index) => _read.TryGetValue(index, out var known) ? known : _read[index] = ReadView(index);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stream in _streams)
        {
            stream.Dispose();
        }
    }

    private (GltfBytes Bytes, int? Stride) ReadView(int index)
    {
        var view = _views[index];
        if (view.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Object
            && (extensions.TryGetProperty("EXT_meshopt_compression", out _) || extensions.TryGetProperty("KHR_meshopt_compression", out _))
            && !HasOwnData(view))
        {
            throw _json.Error(view, "the mesh data is compressed with meshoptimizer, which is not read; switch off the compression (gltfpack: without -c, -cc and -cz) and export again");
        }

        var buffer = _json.Index(view, "buffer", "buffers", _buffers.Length) ?? throw _json.Error(view, "\"buffer\" is missing here; export it again");
        var bytes = Open(buffer);
        var offset = _json.Integer(view, "byteOffset", 0, long.MaxValue) ?? 0;
        var length = _json.RequiredInteger(view, "byteLength", 1, long.MaxValue);
        if (offset > bytes.Length || length > bytes.Length - offset)
        {
            throw _json.Error(view, $"bufferViews[{index}] ends after its buffer, which has {bytes.Length} bytes; export it again");
        }

        return (new GltfBytes(bytes.Source, bytes.Start + offset, length), (int?)_json.Integer(view, "byteStride", 4, 252));
    }

    // With a fallback buffer that has no data of its own the compressed one would have to be read.
    private bool HasOwnData(JsonElement view) =>
        _json.Index(view, "buffer", "buffers", _buffers.Length) is { } buffer
        && (_hasUri[buffer] || (buffer == 0 && _binary.Length > 0));

    private GltfBytes Open(int index)
    {
        if (_open.TryGetValue(index, out var known))
        {
            return known;
        }

        var buffer = _buffers[index];
        var length = _json.RequiredInteger(buffer, "byteLength", 1, long.MaxValue);
        var bytes = Find(index, buffer);
        if (length > bytes.Length)
        {
            throw _json.Error(buffer, $"buffers[{index}] claims {length} bytes and there are {bytes.Length}; the file was cut off, export it again");
        }

        return _open[index] = bytes with { Length = length };
    }

    private GltfBytes Find(int index, JsonElement buffer)
    {
        if (!_json.TryGet(buffer, "uri", JsonValueKind.String, out var element))
        {
            return index == 0 && _binary.Length > 0 ? _binary : throw _json.Error(buffer, $"buffers[{index}] has no data; export it again");
        }

        if (GltfUri.IsData(element))
        {
            var data = GltfUri.Data(_json, element);
            return new GltfBytes(new ByteSource(new MemoryStream(data), $"{_source.File}, buffers[{index}]"), 0, data.Length);
        }

        var path = GltfUri.RelativePath(_json, element, element.GetString()!);
        if (_folder is null)
        {
            throw _json.Error(element, $"the mesh data is in another file (\"{path}\"); export as GLB, which holds everything in one");
        }

        var full = Path.Combine(_folder, path);
        if (!File.Exists(full))
        {
            throw _json.Error(element, $"the file \"{path}\" with the mesh data is missing; put it beside this one, or export as GLB, which holds everything in one");
        }

        var stream = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        _streams.Add(stream);
        return new GltfBytes(new ByteSource(stream, path), 0, stream.Length);
    }

    private void AddExternalFiles(JsonElement[] entries)
    {
        var seen = new HashSet<string>(_externalFiles, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (_json.TryGet(entry, "uri", JsonValueKind.String, out var element) && !GltfUri.IsData(element))
            {
                var path = GltfUri.RelativePath(_json, element, element.GetString()!);
                if (seen.Add(path))
                {
                    _externalFiles.Add(path);
                }
            }
        }
    }
}
