using System.Globalization;
using System.Text.Json;

namespace DccBridge.Companion.Resident.Settings;

/// <summary>One field of the settings file: how it is read, checked, written and described. The file's schema is made of the same.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Description">What it does, for a person.</param>
internal abstract record SettingsField(string Name, string Description)
{
    /// <summary>What is allowed ("a whole number from 0 to 300").</summary>
    public abstract string Allowed { get; }

    /// <summary>The settings with the value of the file; null when the value is not allowed.</summary>
    public abstract CompanionSettings? Read(JsonElement value, CompanionSettings settings);

    /// <summary>What is wrong with the value; null when it is allowed.</summary>
    public abstract bool IsAllowed(CompanionSettings settings);

    /// <summary>Writes the value.</summary>
    public abstract void Write(Utf8JsonWriter json, CompanionSettings settings);

    /// <summary>Writes type and limits, as members of a JSON schema.</summary>
    public abstract void WriteType(Utf8JsonWriter json);
}

/// <summary>A whole number.</summary>
internal sealed record NumberField(string Name, string Description, int Min, int Max, Func<CompanionSettings, int> Get, Func<CompanionSettings, int, CompanionSettings> Set)
    : SettingsField(Name, Description)
{
    /// <inheritdoc/>
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Min} to {Max}");

    /// <inheritdoc/>
    public override CompanionSettings? Read(JsonElement value, CompanionSettings settings) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= Min && number <= Max ? Set(settings, number) : null;

    /// <inheritdoc/>
    public override bool IsAllowed(CompanionSettings settings) => Get(settings) >= Min && Get(settings) <= Max;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, CompanionSettings settings) => json.WriteNumber(Name, Get(settings));

    /// <inheritdoc/>
    public override void WriteType(Utf8JsonWriter json)
    {
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", Min);
        json.WriteNumber("maximum", Max);
        json.WriteNumber("default", Get(new CompanionSettings()));
    }
}

/// <summary>True or false.</summary>
internal sealed record FlagField(string Name, string Description, Func<CompanionSettings, bool> Get, Func<CompanionSettings, bool, CompanionSettings> Set)
    : SettingsField(Name, Description)
{
    /// <inheritdoc/>
    public override string Allowed => "true or false";

    /// <inheritdoc/>
    public override CompanionSettings? Read(JsonElement value, CompanionSettings settings) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Set(settings, value.GetBoolean()) : null;

    /// <inheritdoc/>
    public override bool IsAllowed(CompanionSettings settings) => true;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, CompanionSettings settings) => json.WriteBoolean(Name, Get(settings));

    /// <inheritdoc/>
    public override void WriteType(Utf8JsonWriter json)
    {
        json.WriteString("type", "boolean");
        json.WriteBoolean("default", Get(new CompanionSettings()));
    }
}

/// <summary>One of a few words.</summary>
internal sealed record ChoiceField(string Name, string Description, IReadOnlyList<string> Choices, Func<CompanionSettings, string> Get, Func<CompanionSettings, string, CompanionSettings> Set)
    : SettingsField(Name, Description)
{
    /// <inheritdoc/>
    public override string Allowed => $"{string.Join(", ", Choices.Take(Choices.Count - 1).Select(c => $"\"{c}\""))} or \"{Choices[^1]}\"";

    /// <inheritdoc/>
    public override CompanionSettings? Read(JsonElement value, CompanionSettings settings) =>
        SettingsText.Of(value) is { } text && Choices.Contains(text) ? Set(settings, text) : null;

    /// <inheritdoc/>
    public override bool IsAllowed(CompanionSettings settings) => Choices.Contains(Get(settings));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, CompanionSettings settings) => json.WriteString(Name, Get(settings));

    /// <inheritdoc/>
    public override void WriteType(Utf8JsonWriter json)
    {
        json.WriteStartArray("enum");
        foreach (var choice in Choices)
        {
            json.WriteStringValue(choice);
        }

        json.WriteEndArray();
        json.WriteString("default", Get(new CompanionSettings()));
    }
}

/// <summary>Text, or nothing.</summary>
internal sealed record TextField(string Name, string Description, int MaxLength, Func<CompanionSettings, string?> Get, Func<CompanionSettings, string?, CompanionSettings> Set)
    : SettingsField(Name, Description)
{
    /// <inheritdoc/>
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"null, or text of 1 to {MaxLength} characters");

    /// <inheritdoc/>
    public override CompanionSettings? Read(JsonElement value, CompanionSettings settings) =>
        value.ValueKind == JsonValueKind.Null ? Set(settings, null) : SettingsText.Of(value) is { } text && Fits(text) ? Set(settings, text) : null;

    /// <inheritdoc/>
    public override bool IsAllowed(CompanionSettings settings) => Get(settings) is not { } text || Fits(text);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, CompanionSettings settings) => json.WriteString(Name, Get(settings));

    /// <inheritdoc/>
    public override void WriteType(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("null");
        json.WriteEndArray();
        json.WriteNumber("minLength", 1);
        json.WriteNumber("maxLength", MaxLength);
        json.WriteNull("default");
    }

    private bool Fits(string text) => text.Length >= 1 && text.Length <= MaxLength;
}
