using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Records;

/// <summary>The record of a sound: facts from the file; an update keeps what the asset refers to since somebody worked on it in the editor.</summary>
internal static class SoundRecord
{
    /// <param name="main">The record as far as all classes share it.</param>
    /// <param name="existing">The asset that is updated; null for a new one.</param>
    public static AssetRecord Of(AssetRecord main, AssetRecord? existing) => main with { References = existing?.References ?? [] };
}
