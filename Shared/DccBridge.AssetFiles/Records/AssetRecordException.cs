namespace DccBridge.AssetFiles.Records;

/// <summary>A file's assets cannot have the paths that they would get. The message is an instruction to the artist.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class AssetRecordException(string message) : Exception(message);
