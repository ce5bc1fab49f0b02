using System.Text.Json;

namespace DccBridge.Validation.Settings.Schema;

/// <summary>Writes the words of JSON Schema.</summary>
internal sealed class SchemaWriter(Utf8JsonWriter json)
{
    /// <summary>An object.</summary>
    public void Object(Action content)
    {
        json.WriteStartObject();
        content();
        json.WriteEndObject();
    }

    /// <summary>A field that is an object.</summary>
    public void Object(string name, Action content)
    {
        json.WritePropertyName(name);
        Object(content);
    }

    /// <summary>A field that is a text; nothing for null.</summary>
    public void Text(string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>A field that is true or false; nothing for null.</summary>
    public void Flag(string name, bool? value)
    {
        if (value is { } given)
        {
            json.WriteBoolean(name, given);
        }
    }

    /// <summary>A field that is a number.</summary>
    public void Number(string name, double value)
    {
        // 63000 and not 63000.0 or 6.3E4.
        if (value == Math.Floor(value) && Math.Abs(value) < 1e15)
        {
            json.WriteNumber(name, (long)value);
        }
        else
        {
            json.WriteNumber(name, value);
        }
    }

    /// <summary>A field that is an array of texts.</summary>
    public void Names(string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Type and description.</summary>
    public void Type(string type, string description)
    {
        Text("type", type);
        Text("description", description);
    }

    /// <summary>Refers to a definition.</summary>
    public void Reference(string definition) => Text("$ref", definition);

    /// <summary>A regular expression, and the most characters when they are limited.</summary>
    public void Pattern(string pattern, int? maxLength = null)
    {
        Text("pattern", pattern);
        if (maxLength is { } most)
        {
            Number("maxLength", most);
        }
    }

    /// <summary>One of several schemas.</summary>
    public void AnyOf(params Action[] choices)
    {
        json.WriteStartArray("anyOf");
        Array.ForEach(choices, Object);
        json.WriteEndArray();
    }

    /// <summary>An array.</summary>
    public void List(int most, Action item)
    {
        Text("type", "array");
        Number("maxItems", most);
        Object("items", item);
    }

    /// <summary>An object with names that are not known beforehand; what they are follows.</summary>
    public void Map(string description, int most)
    {
        Type("object", description);
        Number("maxProperties", most);
    }

    /// <summary>An object with these fields and no others.</summary>
    public void ClosedObject(string? description, Action fields)
    {
        Text("type", "object");
        Text("description", description);
        json.WriteBoolean("additionalProperties", false);
        Object("properties", fields);
    }

    /// <summary>As <see cref="ClosedObject"/>, without a description of its own.</summary>
    public void Closed(Action fields) => ClosedObject(null, fields);
}
