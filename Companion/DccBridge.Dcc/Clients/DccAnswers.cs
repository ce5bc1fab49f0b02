using System.Text.Json;

namespace DccBridge.Dcc.Clients;

/// <summary>Answers as records. What comes from a DCC may be anything: each field is checked.</summary>
internal static class DccAnswers
{
    /// <summary>The result of an answer, or its failure.</summary>
    public static JsonElement Result(DccKind kind, JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            throw Failure(kind, error);
        }

        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
            ? result
            : throw Nonsense(kind, "it has neither a result nor an error");
    }

    /// <summary>A failure that the DCC told of.</summary>
    public static DccException Failure(DccKind kind, JsonElement error)
    {
        var (reason, isUnknown) = Text(kind, error, "reason") switch
        {
            "refused" => (DccFailure.Refused, false),
            "busy" => (DccFailure.Busy, false),
            "notRunning" => (DccFailure.NotRunning, false),
            "nonsense" => (DccFailure.Nonsense, false),
            "tooLarge" => (DccFailure.TooLarge, false),
            "notSupported" => (DccFailure.NotSupported, false),
            _ => (DccFailure.Failed, false),
        };
        return new DccException(kind, reason, Text(kind, error, "message") ?? $"{kind.Title()} failed and does not say why.") { Traceback = Text(kind, error, "traceback"), IsOutcomeUnknown = isUnknown };
    }

    public static DccInfo Info(DccKind kind, JsonElement result) => new()
    {
        Kind = kind,
        Version = Text(kind, result, "version") ?? "",
        Scene = Text(kind, result, "scene"),
        HasUnsavedChanges = YesOrNo(result, "unsaved"),
        MetresPerUnit = Value(result, "unitMeters") is { ValueKind: JsonValueKind.Number } unit && unit.TryGetDouble(out var metres) && metres > 0 ? metres : null,
        UpAxis = Text(kind, result, "upAxis"),
        ExportFolder = AbsolutePath(kind, Text(kind, result, "exports")),
        AllowsCode = YesOrNo(result, "code"),
        ProcessId = Value(result, "pid") is { ValueKind: JsonValueKind.Number } pid && pid.TryGetInt32(out var id) && id > 0 ? id : null,
    };

    public static IReadOnlyList<DccNode> Nodes(DccKind kind, JsonElement result, string name) =>
        [.. Items(kind, result, name).Select(node => new DccNode
        {
            Name = Text(kind, node, "name") ?? throw Nonsense(kind, $"a node in \"{name}\" has no name"),
            Path = Text(kind, node, "path"),
            Uuid = Text(kind, node, "uuid"),
            Type = Text(kind, node, "type"),
        })];

    public static DccExport Export(DccKind kind, JsonElement result) => new(
        AbsolutePath(kind, Text(kind, result, "file")) ?? throw Nonsense(kind, "the export names no file"),
        AbsolutePath(kind, Text(kind, result, "sidecar")),
        [.. Texts(kind, result, "moreFiles").Select(file => AbsolutePath(kind, file)!)],
        Texts(kind, result, "warnings"));

    public static DccCodeResult Code(DccKind kind, JsonElement result) =>
        new(Text(kind, result, "output") ?? "", Value(result, "result")?.GetRawText() ?? "null");

    /// <summary>An answer that makes no sense.</summary>
    public static DccException Nonsense(DccKind kind, string what, Exception? inner = null) => new(
        kind,
        DccFailure.Nonsense,
        $"{kind.Title()} gave an answer that makes no sense: {what}. Either another program has its port, or its add-on is of another version: run 'dccbridge install --dcc {kind.Key()}' again, then restart it.",
        inner);

    private static string? AbsolutePath(DccKind kind, string? path) =>
        path is null || Path.IsPathFullyQualified(path) ? path : throw Nonsense(kind, $"the path \"{path}\" is not absolute");

    private static IReadOnlyList<string> Texts(DccKind kind, JsonElement result, string name) =>
        [.. Items(kind, result, name).Select(item => item.ValueKind == JsonValueKind.String ? Decode(kind, item) : throw Nonsense(kind, $"\"{name}\" holds what is no text"))];

    private static IEnumerable<JsonElement> Items(DccKind kind, JsonElement result, string name) => Value(result, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw Nonsense(kind, $"\"{name}\" is no list"),
    };

    private static string? Text(DccKind kind, JsonElement from, string name)
    {
        if (from.ValueKind != JsonValueKind.Object)
        {
            throw Nonsense(kind, $"what should have \"{name}\" is no object");
        }

        return Value(from, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => Decode(kind, text),
            _ => throw Nonsense(kind, $"\"{name}\" is no text"),
        };
    }

    private static string Decode(DccKind kind, JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Nonsense(kind, "it holds half of a character", e);
        }
    }

    private static bool? YesOrNo(JsonElement from, string name) =>
        Value(from, name)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    private static JsonElement? Value(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
