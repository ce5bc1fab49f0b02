namespace DccBridge.AssetFiles.Meshes;

/// <summary>A point of a UV channel; the texture covers the square from 0 to 1.</summary>
internal readonly record struct UvPoint(double U, double V)
{
    /// <summary>True when both coordinates are finite numbers.</summary>
    public bool IsFinite => double.IsFinite(U) && double.IsFinite(V);

    /// <summary>True when it lies outside of the square by more than the margin.</summary>
    public bool IsOutside(double margin) => U < -margin || U > 1 + margin || V < -margin || V > 1 + margin;
}
