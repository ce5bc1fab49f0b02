namespace DccBridge.AssetFiles.Exr;

/// <summary>The picture that channels make together.</summary>
/// <param name="Channels">1 to 4, alpha included.</param>
/// <param name="BitDepth">Bits of a sample, 16 or 32; of channels that differ the most.</param>
/// <param name="HasAlpha">True when there is a channel A.</param>
/// <param name="IsFloat">True when a channel is floating point.</param>
internal readonly record struct ExrPicture(int Channels, int BitDepth, bool HasAlpha, bool IsFloat)
{
    /// <summary>
    /// Channels without layer are the picture; where none of them is a colour, the first layer that has one. Y is gray, and colour together
    /// with RY and BY. Where no channel is a colour (depth, normals) they count as they are.
    /// </summary>
    public static ExrPicture Of(IReadOnlyList<ExrChannel> channels)
    {
        var layers = channels.GroupBy(static channel => LayerOf(channel.Name)).OrderBy(static layer => layer.Key.Length > 0).ToArray();
        var layer = (layers.FirstOrDefault(static layer => layer.Any(static channel => IsColor(NameOf(channel)))) ?? layers[0]).ToArray();
        var names = layer.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var alpha = names.Contains("A");
        var colors = names.Count(static name => name is "R" or "G" or "B");
        ExrChannel[] used;
        if (colors > 0)
        {
            used = [.. layer.Where(static channel => NameOf(channel) is "R" or "G" or "B" or "A")];
        }
        else if (names.Contains("Y"))
        {
            used = [.. layer.Where(static channel => NameOf(channel) is "Y" or "RY" or "BY" or "A")];
            colors = names.Contains("RY") && names.Contains("BY") ? 3 : 1;
        }
        else
        {
            used = layer;
            colors = Math.Min(layer.Length - (alpha ? 1 : 0), alpha ? 3 : 4);
        }

        return new ExrPicture(colors + (alpha ? 1 : 0), used.Max(static channel => channel.Bytes) * 8, alpha, used.Any(static channel => channel.Type != ExrPixelType.UInt));
    }

    private static bool IsColor(string name) => name is "R" or "G" or "B" or "Y";

    private static string NameOf(ExrChannel channel) => channel.Name[(channel.Name.LastIndexOf('.') + 1)..];

    private static string LayerOf(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];
}
