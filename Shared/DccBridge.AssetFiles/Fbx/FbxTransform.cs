using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>
/// The transform of a model. Autodesk's FBX SDK documentation ("Computing transformation matrices") gives the formula:
/// T x Roff x Rp x Rpre x R x Rpost^-1 x Rp^-1 x Soff x Sp x S x Sp^-1, and how a child takes over its parent's scale.
/// </summary>
/// <param name="Translation">Where the model's origin lies in its parent, pivots and offsets taken in.</param>
/// <param name="Rotation">Rotation in the parent: pre-rotation, rotation and post-rotation together.</param>
/// <param name="Scale">Scale in the parent.</param>
/// <param name="Inherit">How the parent's scale is taken over: 0 is RrSs, 1 RSrs, 2 Rrs.</param>
/// <param name="Geometric">What moves the geometry of the model but not its children.</param>
internal sealed record FbxTransform(Vector3D Translation, QuaternionD Rotation, Vector3D Scale, long Inherit, Affine Geometric)
{
    private static readonly Vector3D One = new(1, 1, 1);
    private static readonly QuaternionD Unturned = new(0, 0, 0, 1);

    /// <summary>Reads it from the properties of a model.</summary>
    public static FbxTransform Read(FbxProperties model)
    {
        // Without this switch the file's rotation order and both further rotations are asleep.
        var active = model.Integer("RotationActive", 0) != 0;
        var order = active ? model.Integer("RotationOrder", 0) : 0;
        var pre = active ? Euler(model.Vector("PreRotation"), 0) : Unturned;
        var post = active ? Euler(model.Vector("PostRotation"), 0) : Unturned;
        var rotation = Times(Times(pre, Euler(model.Vector("Lcl Rotation"), order)), Inverse(post));
        var scale = model.Vector("Lcl Scaling", One);

        var turn = Affine.From(default, rotation, One);
        var stretch = Affine.From(default, Unturned, scale);
        var rotationPivot = model.Vector("RotationPivot");
        var scalingPivot = model.Vector("ScalingPivot");
        var local = Move(model.Vector("Lcl Translation")).After(Move(model.Vector("RotationOffset"))).After(Move(rotationPivot))
            .After(turn).After(Move(Negative(rotationPivot)))
            .After(Move(model.Vector("ScalingOffset"))).After(Move(scalingPivot)).After(stretch).After(Move(Negative(scalingPivot)));

        var geometric = Affine.From(model.Vector("GeometricTranslation"), Euler(model.Vector("GeometricRotation"), 0), model.Vector("GeometricScaling", One));
        return new FbxTransform(local.Origin, rotation, scale, model.Integer("InheritType", 0), geometric);
    }

    /// <summary>Where the model stands in the scene.</summary>
    /// <param name="parent">Where its parent stands; null for a root.</param>
    public FbxPlace Place(FbxPlace? parent)
    {
        var stretch = Affine.From(default, Unturned, Scale);
        if (parent is null)
        {
            return new FbxPlace(Affine.From(Translation, Rotation, Scale), Rotation, stretch, Scale);
        }

        var rotation = Times(parent.Rotation, Rotation);
        var turn = Affine.From(default, Rotation, One);
        var linear = Inherit switch
        {
            1 => parent.Stretch.After(turn).After(stretch),
            2 => turn.After(parent.Stretch).After(Affine.From(default, Unturned, Inverse(parent.Scale))).After(stretch),
            _ => turn.After(parent.Stretch).After(stretch),
        };

        // Stretch is what is left of the whole when the rotations are taken off.
        var whole = Affine.From(default, parent.Rotation, One).After(linear);
        var origin = parent.Whole.Apply(Translation.X, Translation.Y, Translation.Z);
        return new FbxPlace(whole with { Origin = origin }, rotation, Affine.From(default, Inverse(rotation), One).After(whole), Scale);
    }

    /// <summary>The rotation about three axes by degrees, in one of FBX's orders: XYZ turns about X first.</summary>
    public static QuaternionD Euler(Vector3D degrees, long order)
    {
        var (x, y, z) = (About(degrees.X, 0), About(degrees.Y, 1), About(degrees.Z, 2));
        var (first, second, third) = order switch
        {
            1 => (x, z, y),
            2 => (y, z, x),
            3 => (y, x, z),
            4 => (z, x, y),
            5 => (z, y, x),
            _ => (x, y, z),
        };
        return Affine.Normalize(Times(third, Times(second, first)));
    }

    private static QuaternionD About(double degrees, int axis)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 360);
        return new QuaternionD(axis == 0 ? sine : 0, axis == 1 ? sine : 0, axis == 2 ? sine : 0, cosine);
    }

    private static QuaternionD Times(QuaternionD a, QuaternionD b) => new(
        (a.W * b.X) + (a.X * b.W) + (a.Y * b.Z) - (a.Z * b.Y),
        (a.W * b.Y) - (a.X * b.Z) + (a.Y * b.W) + (a.Z * b.X),
        (a.W * b.Z) + (a.X * b.Y) - (a.Y * b.X) + (a.Z * b.W),
        (a.W * b.W) - (a.X * b.X) - (a.Y * b.Y) - (a.Z * b.Z));

    private static QuaternionD Inverse(QuaternionD q) => new(-q.X, -q.Y, -q.Z, q.W);

    // A scale of zero has no inverse; what is flat stays flat.
    private static Vector3D Inverse(Vector3D v) => new(v.X == 0 ? 1 : 1 / v.X, v.Y == 0 ? 1 : 1 / v.Y, v.Z == 0 ? 1 : 1 / v.Z);

    private static Vector3D Negative(Vector3D v) => new(-v.X, -v.Y, -v.Z);

    private static Affine Move(Vector3D by) => Affine.Identity with { Origin = by };
}

/// <summary>Where a model stands in the scene.</summary>
/// <param name="Whole">Takes points of the model into the scene.</param>
/// <param name="Rotation">The rotations down to the model.</param>
/// <param name="Stretch">What is left without them: scale and shear.</param>
/// <param name="Scale">The model's own scale.</param>
internal sealed record FbxPlace(Affine Whole, QuaternionD Rotation, Affine Stretch, Vector3D Scale);
