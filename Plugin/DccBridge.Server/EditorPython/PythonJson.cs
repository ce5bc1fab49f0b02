using System.Text.Json;
using System.Text.Json.Serialization;

namespace DccBridge.Server.EditorPython;

internal sealed record PathArgs(string Path);

internal sealed record PathsArgs(IReadOnlyList<string> Paths);

internal sealed record ListArgs(string Under, int Offset, int Limit, string? Snapshot);

internal sealed record RenameArgs(string From, string To);

internal sealed record NotifyArgs(string Text, string Severity);

internal sealed record ImportArgs(string Destination, string FileName, string File, string Hash, string Source, bool Update);

internal sealed record EditsArgs(IReadOnlyList<EditJson> Changes);

/// <summary>One change of a fix; <c>Kind</c> is "rename" or "set".</summary>
internal sealed record EditJson(string Path, string Kind, string? Property, string Before, string After);

internal sealed record ReferencersAnswer(IReadOnlyDictionary<string, IReadOnlyList<string>> Referencers);

internal sealed record EmptyArgs;

internal sealed record EmptyAnswer;

internal sealed record GetAnswer(AssetJson? Asset);

internal sealed record ListAnswer(IReadOnlyList<AssetJson> Assets, int Total, string? Snapshot);

internal sealed record DeleteAnswer(IReadOnlyList<string> BrokenReferences);

internal sealed record RenameAnswer(AssetJson Asset, IReadOnlyList<string> UpdatedReferences);

internal sealed record ImportAnswer(IReadOnlyList<ImportedJson> Assets);

internal sealed record ImportedJson(string Path, string Class, string Action);

internal sealed record CheckoutAnswer(IReadOnlyList<string> CheckedOut);

internal sealed record InfoAnswer(string EngineVersion, string ProjectName, string ProjectFile, string SavedDir, bool Playing);

/// <summary>What a script answers: one of the two is set.</summary>
internal sealed record AnswerEnvelope
{
    public JsonElement? Ok { get; init; }

    public AnswerError? Error { get; init; }
}

internal sealed record AnswerError(string Code, string Message);

/// <summary>What crosses to the scripts and back. Source-generated: reflection-based JSON keeps a reloaded plugin alive.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 16, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PathArgs))]
[JsonSerializable(typeof(PathsArgs))]
[JsonSerializable(typeof(ListArgs))]
[JsonSerializable(typeof(RenameArgs))]
[JsonSerializable(typeof(NotifyArgs))]
[JsonSerializable(typeof(ImportArgs))]
[JsonSerializable(typeof(EditsArgs))]
[JsonSerializable(typeof(ReferencersAnswer))]
[JsonSerializable(typeof(EmptyArgs))]
[JsonSerializable(typeof(EmptyAnswer))]
[JsonSerializable(typeof(GetAnswer))]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(DeleteAnswer))]
[JsonSerializable(typeof(RenameAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(CheckoutAnswer))]
[JsonSerializable(typeof(InfoAnswer))]
[JsonSerializable(typeof(AnswerEnvelope))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class PythonJson : JsonSerializerContext;
