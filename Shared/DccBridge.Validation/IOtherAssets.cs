using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Validation;

/// <summary>
/// Port of the rules that look beyond one asset: what is known of the others. Called on the thread that judges, perhaps on several at once;
/// must answer from memory.
/// </summary>
public interface IOtherAssets
{
    /// <summary>The asset of that package path, compared without case; null when there is none or nobody knows.</summary>
    AssetRecord? Find(string path);

    /// <summary>Another asset that claims the same package path, compared without case: two files whose names differ only in case or ending. Null when there is none.</summary>
    AssetRecord? FindNamesake(AssetRecord asset);
}

/// <summary>Knows no other asset: the rules that need one stay silent.</summary>
public sealed class NoOtherAssets : IOtherAssets
{
    /// <summary>The one instance; it has no state.</summary>
    public static NoOtherAssets Instance { get; } = new();

    /// <inheritdoc/>
    public AssetRecord? Find(string path) => null;

    /// <inheritdoc/>
    public AssetRecord? FindNamesake(AssetRecord asset) => null;
}
