using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Fbx;

/// <summary>A small FBX in parts: a quad of 2 by 1 units with UVs and one material, its model at the root. Each part can be replaced.</summary>
internal sealed record FbxTestScene
{
    public const long Model = 100;
    public const long Mesh = 200;
    public const long Material = 300;

    /// <summary>Four corners on the ground: x to the right, y away from the viewer in a file with Z up.</summary>
    public double[] Positions { get; init; } = [0, 0, 0, 2, 0, 0, 2, 1, 0, 0, 1, 0];

    /// <summary>One polygon of four corners; the last index is the complement.</summary>
    public int[] Corners { get; init; } = [0, 1, 2, ~3];

    /// <summary>Layers of the geometry.</summary>
    public FbxPart[] Layers { get; init; } = [Normals(), Uv(0, [0, 0, 1, 0, 1, 1, 0, 1], [0, 1, 2, 3]), Materials("AllSame", 0)];

    /// <summary>Replaces the whole geometry.</summary>
    public FbxPart[]? MeshParts { get; init; }

    public string Name { get; init; } = "SM_Quad";

    /// <summary>Properties of the model.</summary>
    public FbxPart[] ModelProperties { get; init; } = [];

    /// <summary>More objects.</summary>
    public FbxPart[] Objects { get; init; } = [];

    /// <summary>More connections, child and parent.</summary>
    public FbxPart[] Connections { get; init; } = [];

    /// <summary>Properties of the global settings.</summary>
    public FbxPart[] Settings { get; init; } = [];

    /// <summary>The version and how lists are stored.</summary>
    public FbxBuilder Builder { get; init; } = new();

    public static FbxPart Normals() => FbxPart.Of("LayerElementNormal", 0).With(
        FbxPart.Of("MappingInformationType", "ByPolygonVertex"), FbxPart.Of("ReferenceInformationType", "Direct"), FbxPart.Of("Normals", new double[] { 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1 }));

    public static FbxPart Uv(int number, double[] values, int[]? indices, string mapping = "ByPolygonVertex")
    {
        var layer = FbxPart.Of("LayerElementUV", number).With(
            FbxPart.Of("Name", "UV" + number), FbxPart.Of("MappingInformationType", mapping),
            FbxPart.Of("ReferenceInformationType", indices is null ? "Direct" : "IndexToDirect"), FbxPart.Of("UV", values));
        return indices is null ? layer : layer.With(FbxPart.Of("UVIndex", indices));
    }

    public static FbxPart Materials(string mapping, params int[] places) => FbxPart.Of("LayerElementMaterial", 0).With(
        FbxPart.Of("MappingInformationType", mapping), FbxPart.Of("ReferenceInformationType", "IndexToDirect"), FbxPart.Of("Materials", places));

    /// <summary>An object with its number, name, class and kind.</summary>
    public static FbxPart Thing(string type, long id, string name, string kind, params FbxPart[] children) =>
        FbxPart.Of(type, id, $"{name}\0\u0001{type}", kind).With(children);

    /// <summary>A property of an object.</summary>
    public static FbxPart P(string name, params object[] values) => FbxPart.Of("P", [name, "", "", "", .. values]);

    public static FbxPart Properties(params FbxPart[] properties) => FbxPart.Of("Properties70").With(properties);

    /// <summary>A connection of an object to another, or to a property of it.</summary>
    public static FbxPart C(long child, long parent, string? property = null) =>
        property is null ? FbxPart.Of("C", "OO", child, parent) : FbxPart.Of("C", "OP", child, parent, property);

    /// <summary>The records of the file.</summary>
    public FbxPart[] Parts() =>
    [
        FbxPart.Of("FBXHeaderExtension").With(FbxPart.Of("Creator", "Test Exporter 1.0")),
        FbxPart.Of("GlobalSettings").With(FbxPart.Of("Version", 1000), Properties(
            [P("UpAxis", 2), P("UpAxisSign", 1), P("FrontAxis", 1), P("FrontAxisSign", -1), P("CoordAxis", 0), P("CoordAxisSign", 1), P("UnitScaleFactor", 1.0), .. Settings])),
        FbxPart.Of("Objects").With([
            Thing("Geometry", Mesh, "Quad", "Mesh", MeshParts ?? [FbxPart.Of("Vertices", Positions), FbxPart.Of("PolygonVertexIndex", Corners), .. Layers]),
            Thing("Model", Model, Name, "Mesh", Properties(ModelProperties)),
            Thing("Material", Material, "M_Quad", ""),
            .. Objects]),
        FbxPart.Of("Connections").With([C(Model, 0), C(Mesh, Model), C(Material, Model), .. Connections]),
    ];

    /// <summary>The file.</summary>
    public byte[] Build() => Builder.Build(Parts());

    /// <summary>The facts of the mesh.</summary>
    public MeshFacts Facts(AssetFileLimits? limits = null) => Reading.Of(Build(), "SM_Test.fbx", limits).Facts.Mesh!;

    /// <summary>The error that reading must end with.</summary>
    public AssetFileException Failure(AssetFileLimits? limits = null) => Reading.Failure(Build(), "SM_Test.fbx", limits);
}
