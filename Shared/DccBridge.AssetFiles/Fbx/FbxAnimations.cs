using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>The animations of the file: its stacks ("takes") that move a node, a bone or a morph target. Others are left out, as Maya writes an empty one into every file.</summary>
internal static class FbxAnimations
{
    /// <summary>FBX's ticks in one second.</summary>
    private const double TicksPerSecond = 46186158000;

    private const int CustomMode = 14;

    // Frames per second by the number of FbxTime::EMode, as the FBX SDK documents it; 0 is "default", which is no rate.
    private static readonly double[] Rates =
        [0, 120, 100, 60, 50, 48, 30, 30, 30000 / 1001.0, 30000 / 1001.0, 25, 24, 1000, 24000 / 1001.0, 0, 96, 72, 60000 / 1001.0, 120000 / 1001.0];

    /// <summary>Reads them.</summary>
    public static IReadOnlyList<AnimationFacts> Read(FbxDocument document)
    {
        var result = new List<AnimationFacts>();
        var rate = FramesPerSecond(document.Settings);
        foreach (var stack in document.Objects.Where(thing => thing.Is("AnimationStack")))
        {
            var curves = new List<FbxCurve>();
            var targets = Targets(document, stack, curves);
            if (targets == 0)
            {
                continue;
            }

            var (start, end) = Range(document, stack, curves);
            result.Add(new AnimationFacts
            {
                Name = document.NameOf(stack),
                StartSeconds = start / TicksPerSecond,
                EndSeconds = end / TicksPerSecond,
                FramesPerSecond = rate,
                Tracks = targets,
                Keys = curves.Sum(curve => curve.Keys),
            });
        }

        return result;
    }

    // Collects the curves of the stack and returns how many things they move.
    private static int Targets(FbxDocument document, FbxObject stack, List<FbxCurve> curves)
    {
        var targets = new HashSet<FbxObject>();
        var layers = document.Connections.Below(stack).Where(link => link.Object.Is("AnimationLayer"));
        foreach (var curveNode in layers.SelectMany(layer => document.Connections.Below(layer.Object)).Where(link => link.Object.Is("AnimationCurveNode")))
        {
            var moved = document.Connections.Above(curveNode.Object)
                .Where(link => link.Property is not null && (link.Object.Is("Model") || link.Object.Is("Deformer", "BlendShapeChannel"))).Select(link => link.Object).ToArray();
            var own = moved.Length == 0 ? [] : FbxCurve.Of(document, curveNode.Object).Where(curve => curve.Keys > 0).ToArray();
            if (own.Length > 0)
            {
                targets.UnionWith(moved);
                curves.AddRange(own);
            }
        }

        return targets.Count;
    }

    private static (long Start, long End) Range(FbxDocument document, FbxObject stack, List<FbxCurve> curves)
    {
        var properties = FbxProperties.Read(document.Reader, stack.Record);
        var (start, end) = (properties.Integer("LocalStart", 0), properties.Integer("LocalStop", 0));
        if (end > start)
        {
            return (start, end);
        }

        var ranges = curves.Select(curve => curve.TimeRange(document.Reader)).OfType<(long First, long Last)>().ToArray();
        return (ranges.Min(range => range.First), ranges.Max(range => range.Last));
    }

    private static double FramesPerSecond(FbxProperties settings)
    {
        var mode = settings.Integer("TimeMode", 0);
        var rate = mode == CustomMode ? settings.Number("CustomFrameRate", 0) : mode > 0 && mode < Rates.Length ? Rates[mode] : 0;
        return double.IsFinite(rate) && rate > 0 ? rate : 0;
    }
}
