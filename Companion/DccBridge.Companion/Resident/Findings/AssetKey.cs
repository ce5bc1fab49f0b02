namespace DccBridge.Companion.Resident.Findings;

/// <summary>An asset of a project. Package paths are compared without case.</summary>
internal readonly record struct AssetKey(string ProjectPath, string Path)
{
    /// <summary>How keys are compared.</summary>
    public static IEqualityComparer<AssetKey> Comparer { get; } = new WithoutCase();

    private sealed class WithoutCase : IEqualityComparer<AssetKey>
    {
        public bool Equals(AssetKey x, AssetKey y) => x.ProjectPath == y.ProjectPath && x.Path.Equals(y.Path, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(AssetKey key) => HashCode.Combine(key.ProjectPath, StringComparer.OrdinalIgnoreCase.GetHashCode(key.Path));
    }
}
