using System.Text.Json;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>Writes a golden value with the writer's own methods, as a formatter of its type would.</summary>
internal static class GoldenWriting
{
    public static void Write(ref MessagePackWriter writer, JsonElement value, string type, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            writer.WriteNil();
            return;
        }

        switch (type.TrimEnd('?'))
        {
            case "sbyte":
                writer.Write(value.GetSByte());
                break;
            case "byte":
                writer.Write(value.GetByte());
                break;
            case "short":
                writer.Write(value.GetInt16());
                break;
            case "ushort":
                writer.Write(value.GetUInt16());
                break;
            case "int":
                writer.Write(value.GetInt32());
                break;
            case "uint":
                writer.Write(value.GetUInt32());
                break;
            case "long":
                writer.Write(value.GetInt64());
                break;
            case "ulong":
                writer.Write(value.GetUInt64());
                break;
            case "float":
                writer.Write(GoldenText.Float(value));
                break;
            case "double":
                writer.Write(name == "double.NaN-positive" ? BitConverter.Int64BitsToDouble(0x7FF8000000000000) : GoldenText.Double(value));
                break;
            case "bool":
                writer.Write(value.GetBoolean());
                break;
            case "char":
                writer.Write(GoldenText.String(value)[0]);
                break;
            case "string":
                writer.Write(GoldenText.String(value));
                break;
            case "byte[]" or "Memory<byte>":
                writer.Write(Convert.FromHexString(value.GetString()!));
                break;
            case "DateTime":
                writer.Write(OfKind(GoldenText.Instant(value), name));
                break;
            case "ExtensionResult":
                writer.WriteExtensionFormat(new ExtensionResult(value.GetProperty("typeCode").GetSByte(), Convert.FromHexString(value.GetProperty("data").GetString()!)));
                break;
            case "Dictionary<string, int>":
                writer.WriteMapHeader(value.EnumerateObject().Count());
                foreach (var pair in value.EnumerateObject())
                {
                    writer.Write(pair.Name);
                    writer.Write(pair.Value.GetInt32());
                }

                break;
            case "Dictionary<int, string>" or "Dictionary<int, int>":
                writer.WriteMapHeader(value.GetArrayLength());
                foreach (var pair in value.EnumerateArray())
                {
                    writer.Write(pair[0].GetInt32());
                    Write(ref writer, pair[1], type.Contains("string") ? "string" : "int", name);
                }

                break;
            default:
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    Write(ref writer, item, GoldenText.ItemType(type) ?? throw new ArgumentException($"{name}: no writing of {type} is known.", nameof(type)), name);
                }

                break;
        }
    }

    private static DateTime OfKind(DateTime utc, string name) => name switch
    {
        "DateTime.local" => utc.ToLocalTime(),
        "DateTime.unspecified" or "DateTime.default" => DateTime.SpecifyKind(utc, DateTimeKind.Unspecified),
        _ => utc,
    };
}
