using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>The "uri" members of a glTF: data written as text, or the name of a file beside it.</summary>
internal static class GltfUri
{
    private const int MaxPathLength = 1024;

    /// <summary>True when the data is in the text itself. Such texts can be long, so no string is made of them.</summary>
    public static bool IsData(JsonElement element)
    {
        var text = Bytes(element);
        return text.Length >= 5 && Ascii.EqualsIgnoreCase(text[..5], "data:"u8);
    }

    /// <summary>The data of a base64 "data:" text (RFC 2397).</summary>
    public static byte[] Data(GltfJson json, JsonElement element)
    {
        var text = Bytes(element);
        var marker = text.IndexOf(";base64,"u8);
        if (marker < 0)
        {
            throw json.Error(element, "data inside the file must be written as base64; export as GLB");
        }

        text = text[(marker + ";base64,".Length)..];
        var data = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, data, out _, out var length) == OperationStatus.Done
            ? data[..length]
            : throw json.Error(element, "data inside the file is not valid base64; export it again");
    }

    /// <summary>The path of a file in the folder of the glTF or below it, with forward slashes. Anything that leads elsewhere is an error.</summary>
    public static string RelativePath(GltfJson json, JsonElement element, string uri)
    {
        var path = Uri.UnescapeDataString(uri);
        if (path.Length is 0 or > MaxPathLength || path.Any(char.IsControl))
        {
            throw json.Error(element, $"the name of another file must have 1 to {MaxPathLength} printable characters; export it again");
        }

        if (path.Contains(':') || path.Contains('\\') || path[0] == '/')
        {
            throw json.Error(element, $"\"{path}\" is an address or a path from the root; put the file beside this one, or export as GLB, which needs no other files");
        }

        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToArray();
        if (segments.Length == 0 || segments.Any(segment => segment.TrimEnd('.', ' ').Length == 0))
        {
            throw json.Error(element, $"\"{path}\" leads out of the folder of this file; put it beside this one, or export as GLB, which needs no other files");
        }

        return string.Join('/', segments);
    }

    private static ReadOnlySpan<byte> Bytes(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(element.GetString()!) : raw;
    }
}
