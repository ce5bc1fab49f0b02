using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Headless.Importing;

/// <summary>The record of a sound: facts from the file; an update keeps what somebody gave the asset in the editor.</summary>
internal static class SoundImport
{
    /// <param name="main">The record as far as all classes share it.</param>
    /// <param name="existing">The asset that is updated; null for a new one.</param>
    public static AssetRecord Record(AssetRecord main, AssetRecord? existing) => main with { References = existing?.References ?? [] };
}
