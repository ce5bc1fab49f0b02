using System.Globalization;
using System.Text.Json;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Server.EditorPython;

/// <summary>What the scripts tell of an asset, as the protocol's records. Never throws: a tag that somebody spoilt is no tag.</summary>
internal static class PythonRecords
{
    /// <summary>The record of an asset.</summary>
    public static AssetRecord From(AssetJson asset) => new()
    {
        Path = asset.Path,
        Class = asset.Class,
        Revision = Math.Max(1, Number(Tag(asset, "DccBridge.Revision")) ?? 1),
        ImportedAt = DateTime.TryParse(Tag(asset, "DccBridge.ImportedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : default,
        Source = Source(asset),
        References = asset.References ?? [],
        Facts = PythonFacts.From(asset),
    };

    private static SourceFile? Source(AssetJson asset) =>
        Tag(asset, "DccBridge.Source") is { } path && Tag(asset, "DccBridge.Hash") is { } hash
            ? new SourceFile
            {
                Path = path,
                ContentHash = hash,
                Dcc = Tag(asset, "DccBridge.Dcc"),
                NodeNames = Names(Tag(asset, "DccBridge.Nodes")),
                MaterialNames = Names(Tag(asset, "DccBridge.Materials")),
            }
            : null;

    /// <summary>A whole number that is not negative, with or without separators of thousands; null for anything else.</summary>
    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    private static IReadOnlyList<string> Names(string? json)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(json, PythonJson.Default.IReadOnlyListString) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? Tag(AssetJson asset, string name) => asset.Metadata?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>A tag of the asset registry; null when it is not there or empty.</summary>
    public static string? Registry(AssetJson asset, string name) => asset.Tags?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
