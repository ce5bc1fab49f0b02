using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>Three doubles: a position or a size in centimetres, or factors of a scale. Unreal's axes: X forward, Y right, Z up, left-handed.</summary>
[MessagePackObject]
public readonly partial record struct Vector3D([property: Key(0)] double X, [property: Key(1)] double Y, [property: Key(2)] double Z);

/// <summary>A rotation as a unit quaternion.</summary>
[MessagePackObject]
public readonly partial record struct QuaternionD([property: Key(0)] double X, [property: Key(1)] double Y, [property: Key(2)] double Z, [property: Key(3)] double W);

/// <summary>An axis-aligned box in centimetres.</summary>
[MessagePackObject]
public readonly partial record struct BoundingBox([property: Key(0)] Vector3D Min, [property: Key(1)] Vector3D Max)
{
    /// <summary>Edge lengths in centimetres.</summary>
    [IgnoreMember] public Vector3D Size => new(Max.X - Min.X, Max.Y - Min.Y, Max.Z - Min.Z);
}
