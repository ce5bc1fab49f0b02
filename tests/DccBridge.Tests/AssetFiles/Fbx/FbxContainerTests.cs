using System.Text;
using DccBridge.AssetFiles;
using static DccBridge.Tests.AssetFiles.Fbx.FbxTestScene;

namespace DccBridge.Tests.AssetFiles.Fbx;

[TestFixture]
public sealed class FbxContainerTests
{
    private const string Name = "SM_Test.fbx";

    [Test]
    public void All_versions_with_narrow_and_wide_heads_plain_and_deflated_give_the_same_facts(
        [Values(7100u, 7200u, 7300u, 7400u, 7500u, 7600u, 7700u)] uint version, [Values] bool deflate, [Values] bool footer)
    {
        var facts = new FbxTestScene { Builder = new FbxBuilder { Version = version, Deflate = deflate, Footer = footer } }.Facts();

        Assert.That((facts.Triangles, facts.Vertices, facts.UvChannels, facts.HasNormals), Is.EqualTo((2, 4, 1, true)));
        Assert.That((facts.Bounds.Size.X, facts.Bounds.Size.Y, facts.Bounds.Size.Z), Is.EqualTo((2.0, 1.0, 0.0)));
        Assert.That(facts.Slots.Single().Name, Is.EqualTo("M_Quad"));
    }

    [TestCase(6100u)]
    [TestCase(7000u)]
    [TestCase(7701u)]
    [TestCase(0u)]
    [TestCase(uint.MaxValue)]
    public void Other_versions_are_refused_with_the_version_to_choose(uint version)
    {
        var error = new FbxTestScene { Builder = new FbxBuilder { Version = version } }.Failure();

        Assert.That(error.Offset, Is.EqualTo(23));
        Assert.That(error.Message, Does.Contain($"version {version}").And.Contain("7100 to 7700").And.Contain("FBX 2020"));
    }

    [TestCase("; FBX 7.4.0 project file\n; Copyright\nFBXHeaderExtension:  {\n")]
    [TestCase("\nFBXHeaderExtension:  {\n\tFBXVersion: 7400\n}")]
    public void Text_files_are_refused_with_the_switch_to_change(string text)
    {
        var error = Reading.Failure(Encoding.ASCII.GetBytes(text), Name);

        Assert.That(error.Message, Does.Contain("ASCII").And.Contain("Blender").And.Contain("Maya").And.Contain("3ds Max").And.Contain("Binary"));
    }

    [Test]
    public void Other_files_and_files_changed_in_text_mode_are_refused()
    {
        Assert.That(Reading.Failure([], Name).Message, Does.Contain("in the middle of the FBX header"));
        Assert.That(Reading.Failure([0x50, 0x4B, 3, 4, 0], Name).Message, Does.Contain("another kind of file"));
        var bytes = new FbxTestScene().Build();
        bytes[21] = 0x0A;
        Assert.That(Reading.Failure(bytes, Name).Message, Does.Contain("binary mode"));
    }

    [Test]
    public void A_file_cut_at_any_byte_before_its_last_record_ends_is_refused([Values(7400u, 7500u)] uint version, [Values] bool deflate)
    {
        var whole = new FbxTestScene { Builder = new FbxBuilder { Version = version, Deflate = deflate, Footer = false } }.Build();
        for (var length = 0; length < whole.Length; length++)
        {
            Reading.Failure(whole[..length], Name);
        }
    }

    [Test]
    public void All_types_of_properties_are_passed_over_and_unknown_ones_refused()
    {
        var every = FbxPart.Of("Every", (short)1, true, 2, 3L, 4f, 5.0, "six", new byte[] { 7 }, new[] { true }, new[] { 8 }, new[] { 9L }, new[] { 10f }, new[] { 11.0 }, 12L, "\0\u0001", "");
        var mesh = new FbxTestScene();
        Assert.That(mesh.Facts().Triangles, Is.EqualTo(2));
        Assert.That((mesh with { Objects = [every with { Properties = [.. every.Properties.Reverse()] }, every] }).Facts().Triangles, Is.EqualTo(2));

        var unknown = mesh with { Objects = [FbxPart.Of("Odd", new FbxFalseList('x', 0, 0, 0, []), "", "")] };
        Assert.That(unknown.Failure().Message, Does.Contain("unknown type 120"));
    }

    [TestCase('d', 4u, 0u, 96u, 96, "must have 32 bytes")]
    [TestCase('d', uint.MaxValue, 0u, 96u, 96, "must have 34359738360 bytes")]
    [TestCase('d', uint.MaxValue, 1u, 96u, 96, "cannot be inflated")]
    [TestCase('d', 12u, 2u, 96u, 96, "encoding 2")]
    [TestCase('d', 12u, 1u, 96u, 96, "damaged")]
    [TestCase('d', 12u, 1u, uint.MaxValue, 96, "goes on after byte")]
    public void Lists_that_claim_what_cannot_be_are_refused_before_memory_is_taken(char type, uint count, uint encoding, uint stored, int bytes, string expected)
    {
        var list = new FbxFalseList(type, count, encoding, stored, new byte[bytes]);
        var scene = new FbxTestScene { MeshParts = [FbxPart.Of("Vertices", list), FbxPart.Of("PolygonVertexIndex", new[] { 0, 1, ~2 })] };

        Assert.That(scene.Failure().Message, Does.Contain(expected));
    }

    [Test]
    public void A_deflated_list_must_have_exactly_the_numbers_that_it_claims()
    {
        FbxTestScene With(byte[] plain, uint claimed)
        {
            var stored = FbxBuilder.Deflated(plain);
            return new FbxTestScene { MeshParts = [FbxPart.Of("Vertices", new FbxFalseList('d', claimed, 1, (uint)stored.Length, stored)), FbxPart.Of("PolygonVertexIndex", new[] { 0, 1, ~2 })] };
        }

        Assert.That(With(new byte[72], 9).Facts().Triangles, Is.EqualTo(1));
        Assert.That(With(new byte[71], 9).Failure().Message, Does.Contain("ends too early"));
        Assert.That(With(new byte[73], 9).Failure().Message, Does.Contain("goes on"));
    }

    [Test]
    public void A_bomb_takes_no_memory_for_what_it_does_not_hold()
    {
        var zeros = FbxBuilder.Deflated(new byte[48 << 20]);
        var list = new FbxFalseList('d', (48 << 20) / 8, 1, (uint)zeros.Length, zeros);
        var scene = new FbxTestScene { MeshParts = [FbxPart.Of("Vertices", list), FbxPart.Of("PolygonVertexIndex", new[] { 0, 1, ~2 })] };

        var before = GC.GetAllocatedBytesForCurrentThread();
        var facts = scene.Facts(new AssetFileLimits { MaxHeldPoints = 1000 });
        Assert.That(facts.Vertices, Is.EqualTo(2 << 20));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
        Assert.That(scene.Failure(new AssetFileLimits { MaxElementsVisited = 1 << 20 }).Message, Does.Contain("split the asset"));
        Assert.That(scene.Failure(new AssetFileLimits { MaxVerticesPerPart = 1 << 20 }).Message, Does.Contain("split the mesh"));
    }

    [Test]
    public void Records_that_end_where_they_cannot_are_refused()
    {
        var good = new FbxTestScene().Build();
        void Change(int offset, uint value, string expected)
        {
            var bytes = (byte[])good.Clone();
            BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
            Assert.That(Reading.Failure(bytes, Name).Message, Does.Contain(expected), $"{offset}: {value}");
        }

        Change(27, uint.MaxValue, "claims to end at byte 4294967295");
        Change(27, 28, "too early");
        Change(27, 0, "too early");
        Change(31, uint.MaxValue, "claims 4294967295 properties");
        Change(35, uint.MaxValue, "bytes of properties");
    }

    [Test]
    public void Records_nested_a_thousand_deep_are_passed_over()
    {
        var deep = FbxPart.Of("Deep");
        for (var i = 0; i < 1000; i++)
        {
            deep = FbxPart.Of("Deep").With(deep);
        }

        Assert.That(new FbxTestScene { Objects = [Thing("Deep", 900, "Deep", "", deep)] }.Facts().Triangles, Is.EqualTo(2));
    }

    [Test]
    public void Objects_and_connections_are_limited()
    {
        var many = new FbxTestScene { Objects = [.. Enumerable.Range(1000, 50).Select(id => Thing("Material", id, "M", ""))], Connections = [.. Enumerable.Range(1000, 50).Select(id => C(id, 0))] };

        Assert.That(many.Failure(new AssetFileLimits { MaxFbxObjects = 40 }).Message, Does.Contain("more than 40 objects"));
        Assert.That(many.Failure(new AssetFileLimits { MaxFbxConnections = 40 }).Message, Does.Contain("more than 40 connections"));
        Assert.That(new FbxTestScene { Objects = [Thing("Material", Model, "M", "")] }.Failure().Message, Does.Contain("two objects have the number 100"));
    }

    [Test]
    public void A_file_without_objects_is_refused() =>
        Assert.That(Reading.Failure(new FbxBuilder().Build(FbxPart.Of("GlobalSettings")), Name).Message, Does.Contain("holds nothing"));
}
