using DccBridge.AssetFiles;

namespace DccBridge.Companion.Transfers;

/// <summary>A file that was read whole.</summary>
/// <param name="Inspected">What a send needs of it.</param>
/// <param name="Content">What it holds; null when it is refused.</param>
internal sealed record FileReading(InspectedFile Inspected, AssetFileContent? Content);
