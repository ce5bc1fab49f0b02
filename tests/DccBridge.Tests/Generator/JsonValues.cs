using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Tests.Generator;

/// <summary>
/// Values written as JSON, in the way of the golden vectors: bytes are hex, enums numbers, dictionaries objects or arrays of pairs, a union's
/// case is {"$t": type, "v": value}; messages list their members by name.
/// </summary>
internal static class JsonValues
{
    public static object? Build(string json, Type type) => Build(JsonDocument.Parse(json).RootElement, type);

    public static object? Build(JsonElement json, Type type)
    {
        if (type == typeof(DynamicValue))
        {
            return Dynamic(json);
        }

        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            return Enum.ToObject(type, Build(json, Enum.GetUnderlyingType(type))!);
        }

        return Scalar(json, type) ?? Collection(json, type) ?? Message(json, type);
    }

    /// <summary>A text that is equal for equal values.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        DynamicValue dynamic => $"{dynamic.Kind}:" + dynamic.Kind switch
        {
            DynamicKind.Array => Describe(dynamic.AsArray()),
            DynamicKind.Map => Describe(dynamic.AsMap()),
            DynamicKind.Binary => Describe(dynamic.AsBytes()),
            _ => dynamic.ToString(),
        },
        string text => JsonSerializer.Serialize(text),
        // To the runtime an array of byte enums is an array of bytes too.
        byte[] bytes when bytes.GetType() == typeof(byte[]) => Convert.ToHexStringLower(bytes),
        ReadOnlyMemory<byte> bytes => Convert.ToHexStringLower(bytes.Span),
        PackedArray<double> packed => Describe(packed.Items.ToArray()),
        Memory<byte> bytes => Convert.ToHexStringLower(bytes.Span),
        Enum number => Convert.ToDecimal(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable scalar when value.GetType().Namespace == "System" => scalar.ToString(null, CultureInfo.InvariantCulture),
        bool or char => value.ToString()!,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Describe))}]",
        _ => $"{value.GetType().Name} {{{string.Join(", ", Members(value.GetType()).Select(member => $"{member.Name}: {Describe(Get(member, value))}"))}}}",
    };

    /// <summary>The public members of a message, in order of their names.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member is FieldInfo || (member is PropertyInfo { CanRead: true } property && property.GetIndexParameters().Length == 0))
            .OrderBy(member => member.Name, StringComparer.Ordinal);

    private static object? Get(MemberInfo member, object value) => member is FieldInfo field ? field.GetValue(value) : ((PropertyInfo)member).GetValue(value);

    private static object? Scalar(JsonElement json, Type type)
    {
        if (type == typeof(double) || type == typeof(float))
        {
            double number = json.ValueKind == JsonValueKind.String ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetDouble();
            return type == typeof(float) ? (object)(float)number : number;
        }

        if (type.IsPrimitive && json.ValueKind == JsonValueKind.Number)
        {
            return type == typeof(char) ? (char)json.GetInt32() : Convert.ChangeType(decimal.Parse(json.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture);
        }

        string? text = json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        return json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean()
            : text is null ? null
            : type == typeof(string) ? text
            : type == typeof(char) ? text[0]
            : type == typeof(byte[]) ? Convert.FromHexString(text)
            : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>(Convert.FromHexString(text))
            : type == typeof(Memory<byte>) ? new Memory<byte>(Convert.FromHexString(text))
            : type == typeof(Guid) ? Guid.Parse(text)
            : type == typeof(DateTime) ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : type == typeof(DateTimeOffset) ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
            : type == typeof(TimeSpan) ? TimeSpan.Parse(text, CultureInfo.InvariantCulture)
            : throw new ArgumentException($"No {type} in JSON as {json}.");
    }

    private static object? Collection(JsonElement json, Type type)
    {
        if (type.IsArray)
        {
            object?[] items = [.. json.EnumerateArray().Select(item => Build(item, type.GetElementType()!))];
            var array = Array.CreateInstance(type.GetElementType()!, items.Length);
            Array.Copy(items, array, items.Length);
            return array;
        }

        if (!type.IsGenericType || type.Namespace != "System.Collections.Generic")
        {
            return null;
        }

        Type[] arguments = type.GetGenericArguments();
        if (arguments.Length == 1)
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments))!;
            foreach (JsonElement item in json.EnumerateArray())
            {
                list.Add(Build(item, arguments[0]));
            }

            return list;
        }

        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty item in json.EnumerateObject())
            {
                dictionary.Add(item.Name, Build(item.Value, arguments[1]));
            }
        }
        else
        {
            foreach (JsonElement item in json.EnumerateArray())
            {
                dictionary.Add(Build(item[0], arguments[0])!, Build(item[1], arguments[1]));
            }
        }

        return dictionary;
    }

    private static object Message(JsonElement json, Type type)
    {
        if (json.TryGetProperty("$t", out JsonElement name))
        {
            return Build(json.GetProperty("v"), type.Assembly.GetType($"{type.Namespace}.{name}".TrimStart('.'), throwOnError: true)!)!;
        }

        Dictionary<string, JsonElement> members = json.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.OrdinalIgnoreCase);
        ConstructorInfo? positional = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length)
            .FirstOrDefault(one => one.GetParameters() is { Length: > 0 } parameters && parameters.All(parameter => members.ContainsKey(parameter.Name!)));
        object value = positional is null
            ? Activator.CreateInstance(type)!
            : positional.Invoke([.. positional.GetParameters().Select(parameter => Build(members[parameter.Name!], parameter.ParameterType))]);
        foreach (MemberInfo member in Members(type).Where(member => members.ContainsKey(member.Name)))
        {
            if (member is FieldInfo { IsInitOnly: false } field)
            {
                field.SetValue(value, Build(members[member.Name], field.FieldType));
            }
            else if (member is PropertyInfo { SetMethod: not null } property)
            {
                property.SetValue(value, Build(members[member.Name], property.PropertyType));
            }
        }

        return value;
    }

    private static DynamicValue Dynamic(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out long integer) ? (DynamicValue)integer : json.GetDouble(),
        JsonValueKind.Array => DynamicValue.FromArray([.. json.EnumerateArray().Select(Dynamic)]),
        _ => DynamicValue.FromMap(json.EnumerateObject().ToDictionary(member => member.Name, member => Dynamic(member.Value), StringComparer.Ordinal)),
    };
}
