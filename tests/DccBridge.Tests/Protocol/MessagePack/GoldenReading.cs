using System.Buffers;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>Reads a golden value with the reader's own methods, as a formatter of its type would, and tells it as <see cref="GoldenText"/> does.</summary>
internal static class GoldenReading
{
    public static string Read(ref MessagePackReader reader, string type)
    {
        if (type.EndsWith('?') && reader.TryReadNil())
        {
            return "null";
        }

        switch (type.TrimEnd('?'))
        {
            case "sbyte":
                return reader.ReadSByte().ToString();
            case "byte":
                return reader.ReadByte().ToString();
            case "short":
                return reader.ReadInt16().ToString();
            case "ushort":
                return reader.ReadUInt16().ToString();
            case "int":
                return reader.ReadInt32().ToString();
            case "uint":
                return reader.ReadUInt32().ToString();
            case "long":
                return reader.ReadInt64().ToString();
            case "ulong":
                return reader.ReadUInt64().ToString();
            case "float":
                return GoldenText.Of(reader.ReadSingle());
            case "double":
                return GoldenText.Of(reader.ReadDouble());
            case "bool":
                return reader.ReadBoolean() ? "true" : "false";
            case "char":
                return ((int)reader.ReadChar()).ToString();
            case "string":
                return GoldenText.Of(reader.ReadString());
            case "Nil":
                reader.ReadNil();
                return "null";
            case "byte[]":
                return reader.ReadBytes() is { } bytes ? GoldenText.OfBytes(bytes.ToArray()) : "null";
            case "Memory<byte>":
                return reader.ReadBytes() is { } memory ? GoldenText.OfBytes(memory.ToArray()) : "#";
            case "DateTime":
                return GoldenText.Of(reader.ReadDateTime());
            case "ExtensionResult":
                var extension = reader.ReadExtensionFormat();
                return $"ext {extension.TypeCode} {Convert.ToHexStringLower(extension.Data.ToArray())}";
            case "object":
                return ReadObject(ref reader);
        }

        if (reader.TryReadNil())
        {
            return "null";
        }

        return type.StartsWith("Dictionary<", StringComparison.Ordinal)
            ? ReadMap(ref reader, type["Dictionary<".Length..^1].Split(", "))
            : ReadArray(ref reader, GoldenText.ItemType(type) ?? throw new ArgumentException($"No reading of {type} is known.", nameof(type)));
    }

    private static string ReadArray(ref MessagePackReader reader, string item)
    {
        var items = new string[reader.ReadArrayHeader()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Read(ref reader, item);
        }

        return "[" + string.Join(", ", items) + "]";
    }

    private static string ReadMap(ref MessagePackReader reader, string[] keyAndValue)
    {
        var pairs = new string[reader.ReadMapHeader()];
        for (var i = 0; i < pairs.Length; i++)
        {
            var key = Read(ref reader, keyAndValue[0]);
            pairs[i] = key + ": " + Read(ref reader, keyAndValue[1]);
        }

        return "{" + string.Join(", ", pairs) + "}";
    }

    private static string ReadObject(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                return "null";
            case MessagePackType.Boolean:
                return "bool " + Read(ref reader, "bool");
            case MessagePackType.String:
                return "string " + Read(ref reader, "string");
            case MessagePackType.Binary:
                return "byte[] " + Read(ref reader, "byte[]");
            case MessagePackType.Array:
                return ReadArray(ref reader, "object");
            case MessagePackType.Map:
                return ReadMap(ref reader, ["object", "object"]);
            case MessagePackType.Extension:
                return "DateTime " + GoldenText.Of(reader.ReadDateTime(reader.ReadExtensionFormatHeader()));
            case MessagePackType.Unknown:
                reader.Skip();
                return "skipped";
            default:
                var type = reader.NextCode switch
                {
                    MessagePackCode.Float32 => "float",
                    MessagePackCode.Float64 => "double",
                    MessagePackCode.UInt16 => "ushort",
                    MessagePackCode.UInt32 => "uint",
                    MessagePackCode.UInt64 => "ulong",
                    MessagePackCode.Int16 => "short",
                    MessagePackCode.Int32 => "int",
                    MessagePackCode.Int64 => "long",
                    MessagePackCode.UInt8 or <= MessagePackCode.MaxFixInt => "byte",
                    _ => "sbyte",
                };
                return type + " " + Read(ref reader, type);
        }
    }
}
