using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;
using static DccBridge.Tests.AssetFiles.Fbx.FbxTestScene;

namespace DccBridge.Tests.AssetFiles.Fbx;

[TestFixture]
public sealed class FbxMeshFactsTests
{
    private const double Tiny = 1e-9;

    [Test]
    public void The_quad_gives_all_facts_of_a_static_mesh()
    {
        var content = Reading.Of(new FbxTestScene().Build(), "SM_Quad.FBX");
        var mesh = content.Facts.Mesh!;

        Assert.That((content.Class, content.Dcc), Is.EqualTo((AssetClasses.StaticMesh, "Test Exporter 1.0")));
        Assert.That((mesh.Triangles, mesh.Vertices, mesh.DegenerateTriangles, mesh.HasInvalidPositions), Is.EqualTo((2, 4, 0, false)));
        Assert.That(mesh.Uvs.Single(), Is.EqualTo(new UvFacts { OverlapPercent = 0 }));
        Assert.That(mesh.Slots, Is.EqualTo(new[] { new MaterialSlot { Name = "M_Quad", Triangles = 2 } }));
        Assert.That(mesh.Nodes.Single(), Is.EqualTo(new NodeFacts { Name = "SM_Quad", HasMesh = true, Kind = NodeKind.Mesh }));
        Assert.That((content.NodeNames.Single(), content.MaterialNames.Single()), Is.EqualTo(("SM_Quad", "M_Quad")));
        Assert.That((content.Facts.Skeleton, mesh.Skin, content.Facts.Animations.Count, mesh.Morphs.Count), Is.EqualTo(((SkeletonFacts?)null, (SkinFacts?)null, 0, 0)));
    }

    [Test]
    public void The_program_is_named_by_the_scene_info_before_the_creator()
    {
        var scene = new FbxTestScene();
        var parts = scene.Parts();
        parts[0] = parts[0].With(FbxPart.Of("SceneInfo", "GlobalInfo\0\u0001SceneInfo", "UserData").With(
            Properties(P("Original|ApplicationName", "Maya"), P("Original|ApplicationVersion", "2025\u0007"))));

        Assert.That(Reading.Of(scene.Builder.Build(parts), "a.fbx").Dcc, Is.EqualTo("Maya 2025"));
    }

    [Test]
    public void Polygons_become_fans_and_points_and_lines_nothing()
    {
        var facts = new FbxTestScene { Corners = [0, ~1, ~2, 0, 1, ~2, 0, 1, 2, ~3, 0, 1, 2, 3, 0, ~1], Layers = [] }.Facts();

        Assert.That((facts.Triangles, facts.UvChannels, facts.HasNormals), Is.EqualTo((1 + 2 + 4, 0, false)));
        Assert.That(facts.DegenerateTriangles, Is.EqualTo(2), "the last polygon comes back to its first corner, and so has two without area");
    }

    [Test]
    public void Polygons_with_a_corner_that_points_inwards_do_not_lie_over_themselves()
    {
        // An arrow head: its fourth corner lies inside the triangle of the others.
        double[] arrow = [0.5, 0.4, 0, 0.1, 0.1, 0, 0.5, 0.9, 0, 0.9, 0.1, 0];
        double[] uvs = [0.5, 0.4, 0.1, 0.1, 0.5, 0.9, 0.9, 0.1];
        FbxTestScene From(int first) => new() { Positions = arrow, Corners = [first, (first + 1) % 4, (first + 2) % 4, ~((first + 3) % 4)], Layers = [Uv(0, uvs, null, "ByVertice")] };

        Assert.That(Enumerable.Range(0, 4).Select(first => From(first).Facts().Uvs[0].OverlapPercent), Is.All.EqualTo(0.0).Within(0.1));

        double[] star = [.. Enumerable.Range(0, 16).SelectMany(i => new[] { 0.5 + (Math.Cos(i * Math.PI / 8) * (i % 2 == 0 ? 0.5 : 0.1)), 0.5 + (Math.Sin(i * Math.PI / 8) * (i % 2 == 0 ? 0.5 : 0.1)) })];
        var scene = new FbxTestScene
        {
            Positions = [.. star.Chunk(2).SelectMany(point => new[] { point[0], point[1], 0 })],
            Corners = [0, 1, ~2, .. Enumerable.Range(0, 15), ~15],
            Layers = [Uv(0, star, null, "ByVertice")],
        };
        Assert.That(scene.Facts().Triangles, Is.EqualTo(15));
        Assert.That((scene with { Corners = scene.Corners[3..] }).Facts().Uvs[0].OverlapPercent, Is.EqualTo(0.0).Within(0.1));
    }

    [TestCase(63)]
    [TestCase(64)]
    [TestCase(65)]
    [TestCase(126)]
    [TestCase(127)]
    [TestCase(1000)]
    public void Polygons_of_any_size_are_cut_into_two_triangles_less_than_corners(int corners)
    {
        var circle = Enumerable.Range(0, corners).Select(i => Math.Tau * i / corners).ToArray();
        var facts = new FbxTestScene
        {
            Positions = [.. circle.SelectMany(angle => new[] { Math.Cos(angle), Math.Sin(angle), 0 })],
            Corners = [.. Enumerable.Range(0, corners - 1), ~(corners - 1), 0, 1, ~2],
            Layers = [Uv(0, [.. circle.SelectMany(angle => new[] { 0.5 + (Math.Cos(angle) / 2), 0.5 + (Math.Sin(angle) / 2) })], null, "ByVertice"), Materials("ByPolygon", 0, -1)],
        }.Facts();

        Assert.That(facts.Slots.Select(slot => slot.Triangles), Is.EqualTo(new[] { corners - 2, 1 }));
        Assert.That(facts.Uvs[0].OverlapPercent, Is.LessThan(1), "only the small triangle lies over the circle");
    }

    [TestCase(new[] { 0, 1, ~1 }, 1)]
    [TestCase(new[] { 0, 1, ~4 }, 1)]
    [TestCase(new[] { 0, 1, ~5 }, 1)]
    [TestCase(new[] { 0, 1, ~2 }, 0)]
    public void Triangles_without_area_are_counted(int[] corners, int expected)
    {
        var scene = new FbxTestScene { Positions = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0], Corners = corners, Layers = [] };

        Assert.That(scene.Facts().DegenerateTriangles, Is.EqualTo(expected));
    }

    [Test]
    public void Of_meshes_with_more_points_than_may_be_held_only_repeated_corners_and_no_overlaps_are_measured()
    {
        var scene = new FbxTestScene { Positions = [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0], Corners = [0, 1, 2, ~3, 0, 0, ~1], Layers = [Uv(0, [0, 0, 1, 0, 1, 1, 0, 1], [0, 1, 2, 3, 0, 1, 2])] };
        var whole = scene.Facts();
        var less = scene.Facts(new AssetFileLimits { MaxHeldPoints = 3 });

        Assert.That((whole.DegenerateTriangles, whole.Uvs[0].OverlapPercent), Is.EqualTo((3, (double?)50)).Within(1));
        Assert.That((less.Triangles, less.DegenerateTriangles, less.Uvs[0].OverlapPercent), Is.EqualTo((3, 1, (double?)null)));
        Assert.That(less.Bounds, Is.EqualTo(whole.Bounds));
    }

    [Test]
    public void Channels_share_the_work_on_overlaps()
    {
        FbxTestScene With(int channels) => new() { Layers = [.. Enumerable.Range(0, channels).Select(channel => Uv(channel, [0, 0, 1, 0, 1, 1, 0, 1], [0, 1, 2, 3]))] };
        // Drawing the square takes about 20 thousand steps.
        var limits = new AssetFileLimits { MaxUvGridSteps = 100_000 };

        Assert.That(With(1).Facts(limits).Uvs.Select(uv => uv.OverlapPercent), Is.EqualTo(new double?[] { 0 }));
        Assert.That(With(32).Facts(limits).Uvs.Select(uv => uv.OverlapPercent), Is.All.Null);
    }

    [Test]
    public void Uv_channels_count_when_every_part_has_them_and_may_be_stored_in_four_ways()
    {
        double[] square = [0, 0, 1, 0, 1, 1, 0, 1];
        double[] half = [0, 0, 0.5, 0, 0.5, 1, 0, 1];
        var scene = new FbxTestScene
        {
            Layers = [Uv(3, [0, 0, 1, 0, 1.5, 1, 0, 1], null), Uv(0, square, [0, 1, 2, 3]), Uv(1, half, null, "ByVertice"), Uv(2, half, [3, 2, 1, 0], "ByVertex")],
        };
        var facts = scene.Facts();
        Assert.That(facts.Uvs.Select(uv => (uv.OverlapPercent, uv.TrianglesOutside)), Is.EqualTo(new (double?, int)[] { (0, 0), (0, 0), (0, 0), (0, 2) }));

        var second = scene with
        {
            Objects = [Thing("Geometry", 201, "Other", "Mesh", FbxPart.Of("Vertices", scene.Positions), FbxPart.Of("PolygonVertexIndex", scene.Corners), Uv(0, square, null)), Thing("Model", 101, "Other", "Mesh")],
            Connections = [C(101, 0), C(201, 101)],
        };
        Assert.That((second.Facts().UvChannels, second.Facts().Uvs.Single().OverlapPercent), Is.EqualTo((1, (double?)100)));
    }

    [Test]
    public void Uvs_that_are_no_numbers_or_have_no_area_or_are_missing_are_told()
    {
        var facts = new FbxTestScene { Layers = [Uv(0, [0, 0, 1, 0, double.NaN, 1, 0, 1], [0, 1, 2, 3]), Uv(1, [0, 0, 1, 0, 2, 0, 0, 1], [0, 1, 2, 3]), Uv(2, [0, 0], [-1, -1, -1, -1]), Uv(3, [], null)] }.Facts();

        Assert.That(facts.Uvs.Select(uv => (uv.HasInvalidCoordinates, uv.DegenerateTriangles)), Is.EqualTo(new[] { (true, 0), (false, 1), (false, 2) }));
    }

    [Test]
    public void Materials_by_polygon_make_slots_in_the_order_of_first_use_and_missing_ones_an_empty_slot()
    {
        var scene = new FbxTestScene
        {
            Corners = [0, 1, ~2, 0, 2, ~3, 0, 1, ~2, 0, 1, ~2],
            Layers = [Materials("ByPolygon", 1, 0, 7, -1)],
            Objects = [Thing("Material", 301, "M_Second", "")],
            Connections = [C(301, Model)],
        };
        Assert.That(scene.Facts().Slots.Select(slot => (slot.Name, slot.Triangles)), Is.EqualTo(new[] { ("M_Second", 1), ("M_Quad", 1), ("", 2) }));
        Assert.That((scene with { Layers = [] }).Facts().Slots.Select(slot => (slot.Name, slot.Triangles)), Is.EqualTo(new[] { ("M_Quad", 4) }));
        Assert.That((scene with { Layers = [Materials("AllSame", 1)] }).Facts().Slots.Single().Name, Is.EqualTo("M_Second"));
        Assert.That((scene with { Layers = [Materials("ByPolygon", 1, 0)] }).Failure().Message, Does.Contain("materials for 2 polygons"));
        Assert.That(scene.Failure(new AssetFileLimits { MaxSlots = 2 }).Message, Does.Contain("more than 2 material slots"));
    }

    [Test]
    public void A_mesh_that_stands_at_two_places_counts_twice_with_the_materials_of_each()
    {
        var facts = new FbxTestScene
        {
            Objects = [Thing("Model", 101, "Twin", "Mesh", Properties(P("Lcl Translation", 10.0, 0.0, 5.0))), Thing("Material", 301, "M_Twin", "")],
            Connections = [C(101, 0), C(Mesh, 101), C(301, 101)],
        }.Facts();

        Assert.That((facts.Triangles, facts.Vertices, facts.Uvs[0].OverlapPercent), Is.EqualTo((4, 8, (double?)100)));
        Assert.That(facts.Slots.Select(slot => slot.Name), Is.EqualTo(new[] { "M_Quad", "M_Twin" }));
        Assert.That((facts.Bounds.Size.X, facts.Bounds.Size.Z), Is.EqualTo((12.0, 5.0)));
    }

    [Test]
    public void Meshes_that_do_not_stand_in_the_scene_are_not_counted()
    {
        var facts = new FbxTestScene { Objects = [Thing("Model", 101, "Lost", "Mesh")], Connections = [C(Mesh, 101)] }.Facts();

        Assert.That((facts.Triangles, facts.Nodes.Count), Is.EqualTo((2, 1)));
    }

    [Test]
    public void Bounds_are_in_centimetres_and_in_Unreals_axes()
    {
        static (Vector3D, Vector3D) Box(FbxPart[] settings)
        {
            var bounds = new FbxTestScene { Positions = [1, 2, 3, 2, 2, 3, 2, 4, 3, 1, 4, 6], Settings = settings }.Facts().Bounds;
            return (bounds.Min, bounds.Max);
        }

        Assert.That(Box([]), Is.EqualTo((new Vector3D(1, -4, 3), new Vector3D(2, -2, 6))), "Z up: y is mirrored");
        Assert.That(Box([P("UpAxis", 1), P("FrontAxis", 2), P("FrontAxisSign", 1)]), Is.EqualTo((new Vector3D(1, 3, 2), new Vector3D(2, 6, 4))), "Y up");
        Assert.That(Box([P("UnitScaleFactor", 2.54), P("OriginalUnitScaleFactor", 100.0)]).Item2.Z, Is.EqualTo(6 * 2.54).Within(Tiny), "inches");
        Assert.That(Box([P("UpAxis", 0), P("FrontAxis", 2), P("FrontAxisSign", 1), P("CoordAxis", 1), P("CoordAxisSign", -1)]), Is.EqualTo((new Vector3D(-4, 3, 1), new Vector3D(-2, 6, 2))), "X up");
    }

    [Test]
    public void The_file_says_its_unit_and_its_up_axis()
    {
        var facts = new FbxTestScene { Settings = [P("UnitScaleFactor", 100.0)] }.Facts();
        Assert.That((facts.SourceUnitCentimetres, facts.SourceUpAxis), Is.EqualTo((100.0, UpAxis.Z)));
        Assert.That(new FbxTestScene { Settings = [P("UpAxis", 2), P("FrontAxis", 2)] }.Failure().Message, Does.Contain("must be 0, 1 and 2"));
        Assert.That(new FbxTestScene { Settings = [P("UpAxis", long.MaxValue)] }.Failure().Message, Does.Contain("must be 0, 1 and 2"));
        Assert.That(new FbxTestScene { Settings = [P("UnitScaleFactor", 0.0)] }.Failure().Message, Does.Contain("UnitScaleFactor"));
        Assert.That(new FbxTestScene { Settings = [P("UnitScaleFactor", double.NaN)] }.Failure().Message, Does.Contain("UnitScaleFactor"));
    }

    [Test]
    public void Positions_that_are_no_numbers_are_told_and_left_out_of_the_bounds()
    {
        var facts = new FbxTestScene { Positions = [0, 0, 0, 2, 0, 0, 2, double.NaN, 0, 0, double.PositiveInfinity, 0] }.Facts();

        Assert.That((facts.HasInvalidPositions, facts.Bounds.Size.X, facts.Bounds.Size.Y), Is.EqualTo((true, 2.0, 0.0)));
    }

    [Test]
    public void Names_of_all_scripts_are_kept([Values("Ящик_дерево", "木箱子", "SM_\U0001F4E6_箱", "a b\u0001c")] string name)
    {
        Assert.That(Reading.Of(new FbxTestScene { Name = name }.Build(), "a.fbx").NodeNames.Single(), Is.EqualTo(name));
        Assert.That(new FbxTestScene { Name = new string('箱', 1025) }.Failure().Message, Does.Contain("1025 characters"));
    }

    [Test]
    public void A_box_without_a_name_gets_one() => Assert.That(new FbxTestScene { Name = "" }.Facts().Nodes.Single().Name, Is.EqualTo("Model_1"));

    [TestCase(new[] { 0, 1, 4 }, "has the vertex 4 and only 0 to 3 exist")]
    [TestCase(new[] { 0, 1, ~int.MaxValue }, "has the vertex 2147483647")]
    [TestCase(new[] { 0, 1, 2 }, "has no end")]
    public void Corners_that_cannot_be_are_refused(int[] corners, string expected) =>
        Assert.That(new FbxTestScene { Corners = corners, Layers = [] }.Failure().Message, Does.Contain(expected));

    [Test]
    public void Uv_layers_that_cannot_be_are_refused()
    {
        void Refused(FbxPart layer, string expected) => Assert.That(new FbxTestScene { Layers = [layer] }.Failure().Message, Does.Contain(expected));

        Refused(Uv(0, [0, 0], [0, 0, 0, 1]), "has the UV index 1 and only 0 to 0 exist");
        Refused(Uv(0, [0, 0], [0, 0, 0, -2]), "has the UV index -2");
        Refused(Uv(0, [0, 0], [0, 0, 0]), "has 4 corners and a UV channel only 3 entries");
        Refused(Uv(0, [0, 0], null), "has 4 corners and a UV channel only 1 entries");
        Refused(Uv(0, [0, 0], null, "ByVertice"), "has 4 vertices and a UV channel only 1 entries");
        Refused(Uv(0, [0, 0], [0], "ByVertice"), "has 4 vertices and a UV channel only 1 entries");
        Refused(Uv(0, [0, 0, 0], null), "two floating numbers");
        Assert.That(new FbxTestScene { Layers = [.. Enumerable.Range(0, 33).Select(number => Uv(number, [0, 0, 0, 0, 0, 0, 0, 0], null))] }.Failure().Message, Does.Contain("more than 32 UV channels"));
    }

    [TestCase("ByPolygon")]
    [TestCase("AllSame")]
    [TestCase("ByEdge")]
    public void A_uv_layer_without_a_uv_for_each_corner_or_vertex_is_no_channel(string mapping)
    {
        var unusable = Uv(0, [0.5, 0.5], [0], mapping);
        var usable = Uv(1, [0, 0, 1, 0, 1, 1, 0, 1], null, "ByVertice");

        Assert.That(new FbxTestScene { Layers = [unusable] }.Facts().UvChannels, Is.Zero);
        Assert.That(new FbxTestScene { Layers = [unusable, usable] }.Facts().UvChannels, Is.EqualTo(1));
        Assert.That(new FbxTestScene { Layers = [unusable] }.Facts().Triangles, Is.EqualTo(2));
    }

    [Test]
    public void A_scene_without_a_mesh_is_refused_with_what_to_do()
    {
        Assert.That(new FbxTestScene { MeshParts = [] }.Failure().Message, Does.Contain("neither a mesh with polygons nor bones"));
        Assert.That(new FbxTestScene { Name = "UCX_SM_Quad_01" }.Failure().Message, Does.Contain("mesh that they belong to is missing"));
        Assert.That(new FbxTestScene { Positions = [0, 0, 0, 1] }.Failure().Message, Does.Contain("three floating numbers"));
    }
}
