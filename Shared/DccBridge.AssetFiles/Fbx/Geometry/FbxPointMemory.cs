using System.Numerics;
using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx.Geometry;

/// <summary>The memory for the points of one list at a time, 12 bytes each, used again from list to list.</summary>
internal sealed class FbxPointMemory(AssetFileLimits limits)
{
    private Vector3[] _points = [];

    /// <summary>Room for the points; null when they are more than may be held.</summary>
    public Vector3[]? Take(long count)
    {
        if (count > limits.MaxHeldPoints)
        {
            return null;
        }

        if (_points.Length < count)
        {
            _points = [];
            _points = new Vector3[count];
        }

        return _points;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release() => _points = [];

    /// <summary>Reads all points of a list; null when they are more than may be held.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="values">The list.</param>
    /// <param name="dimensions">Numbers of each point, 2 or 3.</param>
    public Vector3[]? Load(FbxReader reader, FbxArray values, int dimensions)
    {
        var count = values.Count / (uint)dimensions;
        if (Take(count) is not { } points)
        {
            return null;
        }

        reader.Visit(values.Start, count);
        using var numbers = new FbxArrayReader(reader, values);
        for (var i = 0; i < count; i++)
        {
            points[i] = new Vector3((float)numbers.NextNumber(), (float)numbers.NextNumber(), dimensions > 2 ? (float)numbers.NextNumber() : 0);
        }

        return points;
    }
}
