using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Companion.Cli.Json;

/// <summary>Something that happened in the editor; <c>Kind</c> is assetsImported, assetsSaved, mapSaved, mapOpened, actorsChanged, selectionChanged, or unknown.</summary>
/// <param name="Kind">What.</param>
/// <param name="Names">Assets, maps or actors; at most the first 1000.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Missed">Events before it that were dropped, because this end did not keep up.</param>
internal sealed record HappenedPart(string Kind, IReadOnlyList<string> Names, int Total, int Missed)
{
    private const int ShownNames = 3;

    public static HappenedPart Of(EditorEvent happened) => new(Name(happened.Kind), happened.Names, happened.Total, happened.Missed);

    /// <summary>For a person: "2 assets imported: /Game/A, /Game/B".</summary>
    public string Describe()
    {
        var what = Kind switch
        {
            "assetsImported" => $"{Assets} imported",
            "assetsSaved" => $"{Assets} saved",
            "mapSaved" => "map saved",
            "mapOpened" => "map opened",
            "actorsChanged" => "actors changed",
            "selectionChanged" => $"{Total} selected",
            _ => "something of a newer version happened",
        };
        var names = string.Join(", ", Names.Take(ShownNames));
        var rest = Total > ShownNames && Names.Count > 0 ? $" and {Total - ShownNames} more" : "";
        var missed = Missed > 0 ? $" ({Missed} events before it were missed)" : "";
        return $"{what}{(names.Length > 0 ? ": " + names : "")}{rest}{missed}";
    }

    private string Assets => Total == 1 ? "1 asset" : $"{Total} assets";

    private static string Name(EditorEventKind kind) => kind switch
    {
        EditorEventKind.AssetsImported => "assetsImported",
        EditorEventKind.AssetsSaved => "assetsSaved",
        EditorEventKind.MapSaved => "mapSaved",
        EditorEventKind.MapOpened => "mapOpened",
        EditorEventKind.ActorsChanged => "actorsChanged",
        EditorEventKind.SelectionChanged => "selectionChanged",
        _ => "unknown",
    };
}
