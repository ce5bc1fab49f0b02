using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DccBridge.Tests.Protocol;

/// <summary>A golden value as one text, in which two equal values are equal and two different ones are not.</summary>
internal static class GoldenText
{
    public static string Of(JsonElement value, string type)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return "null";
        }

        switch (type.TrimEnd('?'))
        {
            case "object":
                return OfObject(value);
            case "float":
                return Of(Float(value));
            case "double":
                return Of(Double(value));
            case "bool":
                return value.GetBoolean() ? "true" : "false";
            case "string":
                return Of(String(value));
            case "char":
                return ((int)String(value)[0]).ToString(CultureInfo.InvariantCulture);
            case "byte[]" or "Memory<byte>":
                return OfBytes(Convert.FromHexString(value.GetString()!));
            case "DateTime":
                return Of(Instant(value));
            case "ExtensionResult":
                return $"ext {value.GetProperty("typeCode").GetInt32()} {value.GetProperty("data").GetString()}";
            case "Dictionary<string, int>":
                return "{" + string.Join(", ", value.EnumerateObject().Select(p => Of(p.Name) + ": " + p.Value.GetRawText())) + "}";
            case "Dictionary<int, string>":
                return "{" + string.Join(", ", value.EnumerateArray().Select(p => p[0].GetRawText() + ": " + Of(p[1], "string"))) + "}";
            case "Dictionary<int, int>":
                return "{" + string.Join(", ", value.EnumerateArray().Select(p => p[0].GetRawText() + ": " + p[1].GetRawText())) + "}";
            default:
                return ItemType(type) is { } item
                    ? "[" + string.Join(", ", value.EnumerateArray().Select(v => Of(v, item))) + "]"
                    : value.GetRawText();
        }
    }

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(DateTime value) => value.ToString("O", CultureInfo.InvariantCulture);

    // By code units: a console and a comparison by culture both take liberties with text that is not well-formed.
    public static string Of(string? value) => value is null ? "null" : "'" + string.Concat(value.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}")) + "'";

    public static string OfBytes(ReadOnlySpan<byte> value) => "#" + Convert.ToHexStringLower(value);

    public static float Float(JsonElement value) => value.ValueKind == JsonValueKind.String ? (float)Double(value) : float.Parse(value.GetRawText(), CultureInfo.InvariantCulture);

    public static double Double(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            _ => double.NegativeInfinity,
        }
        : value.GetDouble();

    public static string String(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? string.Concat(value.GetProperty("utf16").EnumerateArray().Select(unit => (char)Convert.ToInt32(unit.GetString(), 16)))
        : value.GetString()!;

    public static DateTime Instant(JsonElement value) => DateTime.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>The type of the items of an array or a list; null for what is neither.</summary>
    public static string? ItemType(string type) => type switch
    {
        "byte[]" => null,
        _ when type.EndsWith("[]", StringComparison.Ordinal) => type[..^2],
        _ when type.StartsWith("List<", StringComparison.Ordinal) => type[5..^1],
        _ => null,
    };

    /// <summary>What comes back of a string that was written: half a surrogate pair does not survive UTF-8.</summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string OfObject(JsonElement value)
    {
        var type = value.GetProperty("$t").GetString()!;
        var inner = value.GetProperty("v");
        return type switch
        {
            "object[]" => "[" + string.Join(", ", inner.EnumerateArray().Select(v => Of(v, "object"))) + "]",
            "Dictionary<object, object>" => "{" + string.Join(", ", inner.EnumerateArray().Select(p => Of(p[0], "object") + ": " + Of(p[1], "object"))) + "}",
            _ => type + " " + Of(inner, type),
        };
    }
}
