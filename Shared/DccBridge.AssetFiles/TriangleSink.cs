using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles;

/// <summary>Takes a triangle of a mesh, with its corners where they stand in the scene: centimetres, Unreal's axes (left-handed, Z up). Corners may be numbers that are not finite.</summary>
/// <param name="a">First corner.</param>
/// <param name="b">Second corner.</param>
/// <param name="c">Third corner. Which side is the front differs from format to format.</param>
public delegate void TriangleSink(Vector3D a, Vector3D b, Vector3D c);
