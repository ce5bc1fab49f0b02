using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Fbx.Geometry;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>The morph targets of meshes ("BlendShapeChannel"), those of one name as one, with the weights that the file gives them at rest and in its animations.</summary>
internal static class FbxMorphs
{
    private const double Percent = 100;

    /// <summary>Reads them.</summary>
    public static IReadOnlyList<MorphFacts> Read(FbxDocument document, IEnumerable<FbxGeometry> geometries)
    {
        var result = new List<MorphFacts>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        // Each once, however many meshes share it.
        foreach (var channel in geometries.SelectMany(geometry => Channels(document, geometry)).Distinct())
        {
            var name = document.NameOf(channel);
            var (least, greatest) = Weights(document, channel);
            if (places.TryGetValue(name, out var place))
            {
                var known = result[place];
                result[place] = known with { MinWeight = Math.Min(known.MinWeight, least), MaxWeight = Math.Max(known.MaxWeight, greatest) };
            }
            else
            {
                places.Add(name, result.Count);
                result.Add(new MorphFacts { Name = name, MinWeight = least, MaxWeight = greatest });
            }
        }

        return result;
    }

    private static IEnumerable<FbxObject> Channels(FbxDocument document, FbxGeometry geometry) =>
        document.Connections.Below(geometry.Object).Where(link => link.Object.Is("Deformer", "BlendShape"))
            .SelectMany(shape => document.Connections.Below(shape.Object))
            .Where(link => link.Object.Is("Deformer", "BlendShapeChannel")).Select(link => link.Object);

    private static (double Least, double Greatest) Weights(FbxDocument document, FbxObject channel)
    {
        var reader = document.Reader;
        var rest = reader.Child(channel.Record, "DeformPercent") is { } record
            ? reader.Properties(record).Number() ?? 0
            : FbxProperties.Read(reader, channel.Record).Number("DeformPercent", 0);
        var (least, greatest) = double.IsFinite(rest) ? (rest, rest) : (0, 0);
        var curves = document.Connections.Below(channel).Where(link => link.Object.Is("AnimationCurveNode")).SelectMany(link => FbxCurve.Of(document, link.Object));
        foreach (var range in curves.Select(curve => curve.ValueRange(reader)).OfType<(double Least, double Greatest)>())
        {
            (least, greatest) = (Math.Min(least, range.Least), Math.Max(greatest, range.Greatest));
        }

        return (least / Percent, greatest / Percent);
    }
}
