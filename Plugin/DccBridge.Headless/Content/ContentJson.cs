using System.Text.Json;
using System.Text.Json.Serialization;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Headless.Content;

/// <summary>What a record file holds.</summary>
internal sealed record RecordDocument
{
    /// <summary>The layout that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Layout of the file.</summary>
    public required int Format { get; init; }

    /// <summary>The asset.</summary>
    public required AssetRecord Asset { get; init; }
}

/// <summary>What the journal of a change to several files holds: everything that is needed to complete it.</summary>
internal sealed record JournalDocument
{
    /// <summary>Layout of the file; see <see cref="RecordDocument.CurrentFormat"/>.</summary>
    public required int Format { get; init; }

    /// <summary>Files to put in place.</summary>
    public required IReadOnlyList<JournalWrite> Writes { get; init; }

    /// <summary>Files to delete, relative to the content folder.</summary>
    public required IReadOnlyList<string> Deletes { get; init; }
}

/// <summary>One file to put in place.</summary>
/// <param name="Staged">Name in the staging folder; when it is gone, it is in place already.</param>
/// <param name="Target">Relative to the content folder, '/' between names.</param>
internal sealed record JournalWrite(string Staged, string Target);

/// <summary>How records and journals are written: indented, so that a person can read and compare them.</summary>
/// <remarks>Named floating-point literals, because a broken mesh may have bounds that are not numbers and must still be recorded.</remarks>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(RecordDocument))]
[JsonSerializable(typeof(JournalDocument))]
internal sealed partial class ContentJson : JsonSerializerContext;
