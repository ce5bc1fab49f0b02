using System.Globalization;
using System.Text.Json.Nodes;

namespace DccBridge.Companion.Api;

/// <summary>A part of a request's address: declared once, for reading it and for the OpenAPI document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
/// <param name="InPath">It is a part of the path, not of the query string.</param>
internal abstract record ApiParameter(string Name, string Description, bool InPath)
{
    /// <summary>What it may be, as JSON Schema.</summary>
    public abstract JsonObject Schema();
}

/// <summary>A part of a request's address that is read as one type.</summary>
internal abstract record ApiParameter<T>(string Name, string Description, bool InPath) : ApiParameter(Name, Description, InPath)
{
    /// <summary>Reads it; what is missing is the default.</summary>
    /// <exception cref="ApiFailure">It is not what is allowed.</exception>
    public T Read(ApiCall call) => InPath ? Parse(call.PathPart(Name)) : call.QueryPart(Name) is { } text ? Parse(text) : Missing;

    /// <summary>The value when it is not given.</summary>
    protected abstract T Missing { get; }

    /// <summary>Reads its text.</summary>
    protected abstract T Parse(string text);
}

/// <summary>A text.</summary>
internal sealed record TextParameter(string Name, string Description, bool InPath = false) : ApiParameter<string?>(Name, Description, InPath)
{
    private const int MaxLength = 1024;

    /// <summary>The only values that are allowed; empty is any.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>When it is not given.</summary>
    public string? Default { get; init; }

    /// <summary>It must be given.</summary>
    public bool IsRequired { get; init; }

    /// <inheritdoc/>
    protected override string? Missing => IsRequired ? throw ApiFailure.Field(Name, $"is missing. {Description}") : Default;

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string", ["maxLength"] = MaxLength };
        if (Allowed.Count > 0)
        {
            schema["enum"] = new JsonArray([.. Allowed.Select(value => JsonValue.Create(value))]);
        }

        if (Default is not null)
        {
            schema["default"] = Default;
        }

        return schema;
    }

    /// <inheritdoc/>
    protected override string? Parse(string text) =>
        text.Length > MaxLength ? throw ApiFailure.Field(Name, $"is longer than {MaxLength} characters.")
        : Allowed.Count == 0 || Allowed.Contains(text, StringComparer.Ordinal) ? text
        : throw ApiFailure.Field(Name, $"\"{ApiCall.Short(text)}\" is not allowed. Use one of {string.Join(", ", Allowed)}.");
}

/// <summary>A whole number.</summary>
internal sealed record NumberParameter(string Name, string Description, int Least, int Most, int Default) : ApiParameter<int>(Name, Description, false)
{
    /// <inheritdoc/>
    protected override int Missing => Default;

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = Least, ["maximum"] = Most, ["default"] = Default };

    /// <inheritdoc/>
    protected override int Parse(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most
            ? number
            : throw ApiFailure.Field(Name, string.Create(CultureInfo.InvariantCulture, $"\"{ApiCall.Short(text)}\" is not allowed. Use a whole number from {Least} to {Most}."));
}

/// <summary>Yes or no.</summary>
internal sealed record FlagParameter(string Name, string Description) : ApiParameter<bool>(Name, Description, false)
{
    /// <inheritdoc/>
    protected override bool Missing => false;

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "string", ["enum"] = new JsonArray("1", "0", "true", "false"), ["default"] = "0" };

    /// <inheritdoc/>
    protected override bool Parse(string text) => text switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => throw ApiFailure.Field(Name, $"\"{ApiCall.Short(text)}\" is not allowed. Use 1 or 0."),
    };
}

/// <summary>An id made of a GUID, in the query string; without it nothing is asked for.</summary>
internal sealed record OptionalIdParameter(string Name, string Description) : ApiParameter<Guid?>(Name, Description, false)
{
    /// <inheritdoc/>
    protected override Guid? Missing => null;

    /// <inheritdoc/>
    public override JsonObject Schema() => IdParameter.IdSchema();

    /// <inheritdoc/>
    protected override Guid? Parse(string text) => IdParameter.Id(Name, text);
}

/// <summary>An id made of a GUID, in the path.</summary>
internal sealed record IdParameter(string Name, string Description) : ApiParameter<Guid>(Name, Description, true)
{
    /// <inheritdoc/>
    protected override Guid Missing => default;

    /// <inheritdoc/>
    public override JsonObject Schema() => IdSchema();

    /// <summary>What ids may be, as JSON Schema.</summary>
    public static JsonObject IdSchema() => new() { ["type"] = "string", ["format"] = "uuid" };

    /// <summary>Reads an id.</summary>
    /// <exception cref="ApiFailure">It is none.</exception>
    public static Guid Id(string name, string text) =>
        Guid.TryParseExact(text, "D", out var id) ? id : throw ApiFailure.Field(name, $"\"{ApiCall.Short(text)}\" is no id. Use one as the lists give it (0f8fad5b-d9cb-469f-a165-70867728950e).");

    /// <inheritdoc/>
    protected override Guid Parse(string text) => Id(Name, text);
}
