namespace DccBridge.AssetFiles.Fbx.Container;

/// <summary>The head of a record: its name and where its properties and its child records lie. Offsets count from the start of the file.</summary>
/// <param name="Name">Name of the record ("Objects").</param>
/// <param name="Start">First byte of its head.</param>
/// <param name="PropertyCount">How many properties it has.</param>
/// <param name="PropertiesStart">First byte of its properties.</param>
/// <param name="PropertiesEnd">Byte after its properties: the first of its children.</param>
/// <param name="End">Byte after the record.</param>
internal readonly record struct FbxRecord(string Name, long Start, int PropertyCount, long PropertiesStart, long PropertiesEnd, long End);
