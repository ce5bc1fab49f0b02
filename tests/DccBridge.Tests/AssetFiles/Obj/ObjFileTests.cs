using System.Globalization;
using System.Text;
using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Obj;

[TestFixture]
public sealed class ObjFileTests
{
    private const string Quad = """
        # Test Exporter 1.0
        mtllib quad.mtl
        o SM_Quad
        v 0 0 0
        v 200 0 0
        v 200 0 100
        v 0 0 100
        vt 0 0
        vt 1 0
        vt 1 1
        vt 0 1
        vn 0 1 0
        usemtl M_Quad
        f 1/1/1 2/2/1 3/3/1 4/4/1
        """;

    [Test]
    public void Of_a_file_with_more_points_than_may_be_held_only_repeated_corners_and_no_overlaps_are_measured()
    {
        var bytes = Encoding.UTF8.GetBytes("v 9 9 9\n" + Quad.Replace(" 1/1/1 2/2/1 3/3/1 4/4/1", " 2/1 3/2 4/3 5/4\nf 2/1 2/2 3/3\nf 5/1 4/2 6/3\nv 100 0 100\n", StringComparison.Ordinal).Replace("usemtl", "v 100 0 100\nusemtl", StringComparison.Ordinal));
        var whole = Reading.Of(bytes, "SM_Quad.obj").Facts.Mesh!;
        var less = Reading.Of(bytes, "SM_Quad.obj", new AssetFileLimits { MaxHeldPoints = 3 }).Facts.Mesh!;

        Assert.That((whole.DegenerateTriangles, whole.Uvs[0].OverlapPercent), Is.EqualTo((2, (double?)100)).Within(60));
        Assert.That((less.DegenerateTriangles, less.Uvs[0].OverlapPercent), Is.EqualTo((1, (double?)null)));
        Assert.That((less.Triangles, less.Vertices, less.Bounds, less.HasNormals), Is.EqualTo((whole.Triangles, whole.Vertices, whole.Bounds, whole.HasNormals)));
    }

    [Test]
    public void A_quad_has_the_facts_that_were_written()
    {
        var content = Reading.Of(Encoding.UTF8.GetBytes(Quad), "SM_Quad.obj");
        var mesh = content.Facts.Mesh!;

        Assert.That((content.Class, content.Dcc), Is.EqualTo((AssetClasses.StaticMesh, "Test Exporter 1.0")));
        Assert.That(content.NodeNames, Is.EqualTo(["SM_Quad"]));
        Assert.That(content.MaterialNames, Is.EqualTo(["M_Quad"]));
        Assert.That(content.ExternalFiles, Is.EqualTo(["quad.mtl"]));
        Assert.That((mesh.Triangles, mesh.Vertices, mesh.UvChannels, mesh.DegenerateTriangles, mesh.HasInvalidPositions, mesh.HasNormals), Is.EqualTo((2, 4, 1, 0, false, (bool?)true)));
        Assert.That(mesh.Slots, Is.EqualTo([new MaterialSlot { Name = "M_Quad", Triangles = 2 }]));
        Assert.That(mesh.Uvs, Is.EqualTo([new UvFacts { OverlapPercent = 0 }]));
        Assert.That((mesh.SourceUnitCentimetres, mesh.SourceUpAxis), Is.EqualTo((1, UpAxis.Unspecified)));
        Assert.That(mesh.Nodes, Is.EqualTo([new NodeFacts { Name = "SM_Quad", HasMesh = true, Kind = NodeKind.Mesh }]));
    }

    [Test]
    public void A_unit_is_a_centimetre_and_y_is_turned_around()
    {
        Assert.That(Mesh("v 1 2 3\nv 4 5 6\nv -1 -2 9\nf 1 2 3").Bounds, Is.EqualTo(new BoundingBox(new(-1, -5, 3), new(4, 2, 9))));
    }

    [Test]
    public void Negative_numbers_count_back_from_the_last()
    {
        var mesh = Mesh("v 0 0 0\nv 1 0 0\nv 1 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nf -3/-3 -2/-2 -1/-1\nv 5 0 0\nf -1/1 1/1 2/2");

        Assert.That((mesh.Triangles, mesh.DegenerateTriangles, mesh.Bounds.Max.X), Is.EqualTo((2, 1, 5)));
    }

    [TestCase("f 1 2 3", 0, false)]
    [TestCase("f 1/1 2/2 3/3", 1, false)]
    [TestCase("f 1//1 2//1 3//1", 0, true)]
    [TestCase("f 1/1/1 2/2/1 3/3/1", 1, true)]
    [TestCase("f 1/1/1 2/2/1 3/3/1\nf 1 2 3", 0, false)]
    [TestCase("f 1/ 2/ 3/", 0, false)]
    public void Channels_and_normals_are_those_that_every_corner_has(string faces, int channels, bool normals)
    {
        var mesh = Mesh("v 0 0 0\nv 1 0 0\nv 1 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nvn 0 0 1\n" + faces);

        Assert.That((mesh.UvChannels, mesh.Uvs.Count, mesh.HasNormals), Is.EqualTo((channels, channels, (bool?)normals)));
    }

    [Test]
    public void Objects_are_nodes_and_groups_within_them_are_not()
    {
        var mesh = Mesh(Corners + "o First\ng a\nf 1 2 3\ng b\nf 1 2 3\no Empty\no Second\nf 3 2 1\no First\nf 1 3 2");

        Assert.That(mesh.Nodes.Select(node => node.Name), Is.EqualTo(["First", "Second"]));
        Assert.That((mesh.Triangles, mesh.Vertices), Is.EqualTo((4, 9)), "a part that is taken up again counts its vertices again");
    }

    [Test]
    public void Groups_are_nodes_where_no_object_is()
    {
        Assert.That(Mesh("g default\n" + Corners + "g pCube1 all\nf 1 2 3\ng\nf 1 2 3", "SM_Crate.obj").Nodes.Select(node => node.Name), Is.EqualTo(["SM_Crate", "pCube1 all"]));
    }

    [Test]
    public void Collision_and_levels_count_in_no_other_figure()
    {
        var mesh = Mesh(Corners + "v 9 9 9\nusemtl A\no SM_A_LOD1\nf 1 2 4\no UCX_SM_A_01\nf 1 2 4\nf 1 2 4\nusemtl B\no SM_A\nf 1 2 3");

        Assert.That((mesh.Triangles, mesh.Vertices, mesh.Bounds.Max.Z), Is.EqualTo((1, 3, 0)));
        Assert.That(mesh.Slots, Is.EqualTo([new MaterialSlot { Name = "B", Triangles = 1 }]));
        Assert.That(mesh.Lods, Is.EqualTo([new LodFacts { Level = 1, Triangles = 1, Vertices = 3, Node = "SM_A_LOD1" }]));
        Assert.That(mesh.Collisions, Is.EqualTo([new CollisionFacts { Node = "UCX_SM_A_01", Shape = CollisionShape.Convex, Target = "SM_A", Triangles = 2 }]));
    }

    [Test]
    public void Slots_are_materials_in_the_order_of_their_use()
    {
        var mesh = Mesh(Corners + "f 1 2 3\nusemtl B b\nf 1 2 3\nusemtl A\nusemtl B b\nf 1 2 3");

        Assert.That(mesh.Slots.Select(slot => (slot.Name, slot.Triangles)), Is.EqualTo([("", 1), ("B b", 2)]));
    }

    [Test]
    public void Lines_points_curves_comments_and_unknown_words_are_passed_over()
    {
        Assert.That(Mesh(Corners + "l 1 2 3\np 1\ns off\ncstype bezier\ncurv 0 1 1 2\nwhatever\n#f 1 2\n\n   \nf 1 2 3 # last\n").Triangles, Is.EqualTo(1));
    }

    [TestCase("f 1 \\\n2 3")]
    [TestCase("f 1 \\\r\n 2 \\\r\n 3\r\n")]
    [TestCase("# no join \\\nf 1 2 3")]
    [TestCase("\tf\t1  2\t3  ")]
    public void Lines_may_be_joined_and_blanks_are_free(string text)
    {
        Assert.That(Mesh(Corners + text).Triangles, Is.EqualTo(1));
    }

    [Test]
    public void A_mark_of_utf8_and_names_of_other_scripts_are_read()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFFo Ящик 箱子\n" + Corners + "f 1 2 3");

        Assert.That(Reading.Of(bytes, "SM_Test.obj").NodeNames, Is.EqualTo(["Ящик 箱子"]));
        Assert.That(Reading.Of(Encoding.Latin1.GetBytes("o Kä\n" + Corners + "f 1 2 3"), "SM_Test.obj").NodeNames, Is.EqualTo(["Kä"]));
    }

    [Test]
    public void Numbers_are_read_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.That(Mesh("v 1.5 -2.5e1 +.5\nv 0 0 0\nv 1 0 0\nf 1 2 3").Bounds.Max, Is.EqualTo(new Vector3D(1.5, 25, 0.5)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase("nan")]
    [TestCase("-nan(ind)")]
    [TestCase("1.#QNAN")]
    [TestCase("inf")]
    public void What_programs_write_for_no_number_is_an_invalid_position(string number)
    {
        Assert.That(Mesh($"v {number} 0 0\nv 1 0 0\nv 1 1 0\nf 1 2 3").HasInvalidPositions, Is.True);
    }

    [Test]
    public void A_concave_polygon_does_not_overlap_itself_in_its_uvs()
    {
        // An L, its inner corner first, so that a fan of another corner would turn a triangle over.
        string[] corners = ["1 1", "1 2", "0 2", "0 0", "2 0", "2 1"];
        var mesh = Mesh(string.Concat(corners.Skip(2).Concat(corners.Take(2)).Select(corner => $"v {corner} 0\nvt {Half(corner)}\n")) + "f 1/1 2/2 3/3 4/4 5/5 6/6");

        Assert.That((mesh.Triangles, mesh.Uvs[0].OverlapPercent), Is.EqualTo((4, (double?)0)));
    }

    [TestCase("", "no faces")]
    [TestCase("v 0 0 0", "no faces")]
    [TestCase(Corners + "f 1 2", "line 4: a face has 2 corners")]
    [TestCase(Corners + "f 1 2 4", "line 4: a face names number 4 of the vertices, and 3 stand before it")]
    [TestCase(Corners + "f 1 2 -4", "number -4 of the vertices")]
    [TestCase(Corners + "f 0 1 2", "number 0 of the vertices")]
    [TestCase(Corners + "f 1/1 2/1 3/1", "number 1 of the UVs, and 0")]
    [TestCase(Corners + "f 1//9 2//9 3//9", "number 9 of the normals")]
    [TestCase(Corners + "f 99999999999999999999 1 2", "of the vertices")]
    [TestCase(Corners + "f a b c", "must be written as")]
    [TestCase(Corners + "vt 0 0\nvn 0 0 1\nf 1/1/1/1 2 3", "must be written as")]
    [TestCase(Corners + "f - - -", "must be written as")]
    [TestCase("v 1 2\n", "a vertex needs 3 numbers")]
    [TestCase("v 1,5 2,5 3,5\n", "written with a point")]
    [TestCase("vt x\n", "a UV needs 1 numbers")]
    [TestCase("v 0 0 0\0\n", "bytes that are no text")]
    [TestCase(Corners + "o UCX_A\nf 1 2 3", "collision shapes")]
    public void What_cannot_be_is_refused_with_its_line(string text, string problem)
    {
        Assert.That(Reading.Failure(Encoding.UTF8.GetBytes(text), "SM_Test.obj").Message, Does.Contain(problem));
    }

    [Test]
    public void A_line_without_end_is_refused_before_it_is_in_memory()
    {
        Assert.That(Reading.Failure(Encoding.UTF8.GetBytes(Corners + "f " + new string('1', 300_000)), "SM_Test.obj").Message, Does.Contain("line 4: the line is longer than"));
    }

    [Test]
    public void Statements_that_cross_the_border_of_the_window_are_whole()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 30_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"v {i} {i % 7} 0.25 # {new string('x', i % 23)}\n");
        }

        text.Append("o Strip\n");
        for (var i = 1; i + 2 <= 30_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"f {i} {i + 1} {i + 2}\n");
        }

        var mesh = Mesh(text.ToString());
        Assert.That((mesh.Triangles, mesh.Vertices, mesh.Bounds.Max.X), Is.EqualTo((29_998, 30_000, 29_999)));
    }

    [Test]
    public void Limits_are_checked_before_memory_is_taken()
    {
        var limits = new AssetFileLimits { MaxVerticesPerPart = 2, MaxElementsVisited = 5, MaxNodes = 1, MaxNameLength = 4, MaxListEntries = 1 };
        string Problem(string text, AssetFileLimits given) => Reading.Failure(Encoding.UTF8.GetBytes(text), "SM_Test.obj", given).Message;

        Assert.That(Problem(Corners + "f 1 2 3", limits), Does.Contain("more than 2 vertices"));
        Assert.That(Problem(Corners + "f 1 2 3\nf 1 2 3", limits with { MaxVerticesPerPart = 3 }), Does.Contain("more than 5 corners"));
        Assert.That(Problem("o a\no b\n", limits), Does.Contain("more than 1 objects"));
        Assert.That(Problem("o abcde\n", limits), Does.Contain("5 characters long"));
        Assert.That(Problem(Corners + "usemtl a\nusemtl b\nf 1 2 3", limits with { MaxVerticesPerPart = 3 }), Does.Contain("more than 1 materials"));
    }

    private const string Corners = "v 0 0 0\nv 1 0 0\nv 1 1 0\n";

    private static string Half(string corner) => string.Join(' ', corner.Split(' ').Select(number => (int.Parse(number, CultureInfo.InvariantCulture) / 2.0).ToString(CultureInfo.InvariantCulture)));

    private static MeshFacts Mesh(string text, string name = "SM_Test.obj") => Reading.Of(Encoding.UTF8.GetBytes(text), name).Facts.Mesh!;
}
