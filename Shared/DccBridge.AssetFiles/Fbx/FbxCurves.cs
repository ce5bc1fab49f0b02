using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>One animation curve: where its keys lie. Times are in FBX's ticks, values in the unit of what they move.</summary>
internal readonly record struct FbxCurve(FbxArray? Times, FbxArray? Values)
{
    /// <summary>How many keys it has.</summary>
    public long Keys => Times?.Count ?? 0;

    /// <summary>Reads where the keys of an "AnimationCurve" lie.</summary>
    public static FbxCurve Read(FbxReader reader, FbxObject curve)
    {
        FbxArray? times = null, values = null;
        foreach (var child in reader.Children(curve.Record))
        {
            if (child.Name == "KeyTime")
            {
                times = reader.Properties(child).Array();
            }
            else if (child.Name == "KeyValueFloat")
            {
                values = reader.Properties(child).Array();
            }
        }

        return new FbxCurve(times is { Type: 'l' or 'i' } ? times : null, values is { Type: 'f' or 'd' } ? values : null);
    }

    /// <summary>The curves below an "AnimationCurveNode".</summary>
    public static IEnumerable<FbxCurve> Of(FbxDocument document, FbxObject curveNode) =>
        document.Connections.Below(curveNode).Where(link => link.Object.Is("AnimationCurve")).Select(link => Read(document.Reader, link.Object));

    /// <summary>The least and the greatest time; null when there are no keys.</summary>
    public (long First, long Last)? TimeRange(FbxReader reader)
    {
        if (Times is not { Count: > 0 } list)
        {
            return null;
        }

        reader.Visit(list.Start, list.Count);
        using var numbers = new FbxArrayReader(reader, list);
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var i = 0L; i < list.Count; i++)
        {
            var time = numbers.NextLong();
            (first, last) = (Math.Min(first, time), Math.Max(last, time));
        }

        return (first, last);
    }

    /// <summary>The least and the greatest value that is a finite number; null when there is none.</summary>
    public (double Least, double Greatest)? ValueRange(FbxReader reader)
    {
        if (Values is not { Count: > 0 } list)
        {
            return null;
        }

        reader.Visit(list.Start, list.Count);
        using var numbers = new FbxArrayReader(reader, list);
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0L; i < list.Count; i++)
        {
            var value = numbers.NextNumber();
            if (double.IsFinite(value))
            {
                (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
            }
        }

        return least <= greatest ? (least, greatest) : null;
    }
}
