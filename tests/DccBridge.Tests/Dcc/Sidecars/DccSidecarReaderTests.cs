using System.Text;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Sidecars;

namespace DccBridge.Tests.Dcc.Sidecars;

/// <summary>What stands beside an exported file leads back to the nodes, and whatever else may stand there is told apart.</summary>
[TestFixture]
public sealed class DccSidecarReaderTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string Whole = $$"""
        {
          "version": 1, "dcc": "blender", "application": "Blender 3.4.1", "scene": "/proj/Küche/箱.blend", "exportedAt": "2030-12-31T23:59:59Z",
          "file": "SM_Crate.glb", "sha256": "{{Hash}}", "unitMeters": 1.0, "upAxis": "Z",
          "exporter": { "format": "glb", "options": { "export_apply": true, "export_format": "GLB" } },
          "nodes": [
            { "name": "SM_Crate", "path": "Scene Collection/SM_Crate", "uuid": "7f", "shape": "Cube.001", "materials": ["M_Wood", ""] },
            { "name": "SM_Barrel", "materials": ["M_Wood"] }
          ],
          "materials": [ { "name": "M_Wood", "textures": ["/proj/tex/T_Wood_D.png"] } ]
        }
        """;

    private string _folder = "";

    private string Export => Path.Combine(_folder, "SM_Crate.glb");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-sidecar-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void An_export_without_one_has_none() => Assert.That(DccSidecarReader.Find(Export), Is.Null);

    [Test]
    public void All_that_it_says_is_read()
    {
        Write(Whole);

        var sidecar = DccSidecarReader.Find(Export)!;

        Assert.That((sidecar.Kind, sidecar.Application, sidecar.Scene), Is.EqualTo((DccKind.Blender, "Blender 3.4.1", "/proj/Küche/箱.blend")));
        Assert.That((sidecar.FileName, sidecar.ContentHash, sidecar.Format), Is.EqualTo(("SM_Crate.glb", Hash, "glb")));
        Assert.That(sidecar.ExporterOptions, Is.EquivalentTo(new Dictionary<string, string> { ["export_apply"] = "true", ["export_format"] = "\"GLB\"" }));
        Assert.That((sidecar.ExportedAt, sidecar.MetresPerUnit, sidecar.UpAxis), Is.EqualTo((new DateTimeOffset(2030, 12, 31, 23, 59, 59, TimeSpan.Zero), 1.0, "Z")));
        Assert.That(sidecar.Nodes[0].Materials, Is.EqualTo(["M_Wood", ""]));
        Assert.That(sidecar.Materials.Single().Textures, Is.EqualTo(["/proj/tex/T_Wood_D.png"]));
    }

    [TestCase("SM_Crate", null, "SM_Crate")]
    [TestCase("Cube.001", null, "SM_Crate")]
    [TestCase("7f", null, "SM_Crate")]
    [TestCase(null, "M_Wood", "SM_Crate,SM_Barrel")]
    [TestCase("SM_Barrel", "M_Wood", "SM_Barrel")]
    [TestCase("gone", null, "")]
    [TestCase(null, null, "")]
    public void A_finding_leads_to_its_nodes(string? node, string? material, string expected)
    {
        Write(Whole);

        var found = DccSidecarReader.Find(Export)!.Locate(node, material);

        Assert.That(string.Join(',', found.Select(n => n.Name)), Is.EqualTo(expected));
    }

    [TestCase("\"version\": 1", "\"version\": 2", "the field 'version' is 2, and this DccBridge reads 1")]
    [TestCase("\"dcc\": \"blender\"", "\"dcc\": 5", "the field 'dcc' must be text")]
    [TestCase("\"application\": \"Blender 3.4.1\", ", "", "the field 'application' is missing")]
    [TestCase("0123456789abcdef\"", "0123456789ABCDEF\"", "the field 'sha256' must be 64 lower-case hexadecimal digits")]
    [TestCase("\"file\": \"SM_Crate.glb\"", "\"file\": \"../SM_Crate.glb\"", "the field 'file' must be the name of a file")]
    [TestCase("2030-12-31T23:59:59Z", "yesterday", "the field 'exportedAt' must be a time")]
    [TestCase("\"unitMeters\": 1.0", "\"unitMeters\": 0", "the field 'unitMeters' must be larger than 0")]
    [TestCase("\"unitMeters\": 1.0", "\"unitMeters\": 1e999", "the field 'unitMeters' must be")]
    [TestCase("\"upAxis\": \"Z\"", "\"upAxis\": \"X\"", "the field 'upAxis' must be \"Y\" or \"Z\"")]
    [TestCase("[\"M_Wood\", \"\"]", "[\"M_Wood\", null]", "the field 'nodes[0].materials[1]' is missing")]
    [TestCase("\"name\": \"SM_Barrel\"", "\"name\": \"\\ud800\"", "the field 'nodes[1].name' is no valid text")]
    [TestCase("\"nodes\": [", "\"nodes\": 7, \"x\": [", "the field 'nodes' must be a list")]
    [TestCase("\"nodes\": [", "\"nodes\": [", null)]
    public void A_mistake_is_named_with_its_field(string was, string becomes, string? problem)
    {
        Assert.That(Whole.Contains(was, StringComparison.Ordinal), "the change changes something");
        Write(Whole.Replace(was, becomes, StringComparison.Ordinal));

        if (problem is null)
        {
            Assert.DoesNotThrow(() => DccSidecarReader.Find(Export), "the text without a change is whole");
            return;
        }

        var error = Assert.Throws<DccSidecarException>(() => DccSidecarReader.Find(Export))!;
        Assert.That(error.Message, Does.Contain(problem).And.Contain(Export + ".dccbridge.json").And.Contain("Export the file again"));
    }

    [TestCase("", "no JSON")]
    [TestCase("[]", "must be an object")]
    [TestCase("{\"version\": 1, ", "no JSON")]
    [TestCase("\0\0\0", "no JSON")]
    public void What_is_no_side_car_is_refused(string text, string problem)
    {
        Write(text);
        Assert.That(() => DccSidecarReader.Find(Export), Throws.TypeOf<DccSidecarException>().With.Message.Contains(problem));
    }

    [Test]
    public void Depth_and_size_have_an_end()
    {
        Write(new string('[', 100_000));
        Assert.That(() => DccSidecarReader.Find(Export), Throws.TypeOf<DccSidecarException>().With.Message.Contains("no JSON"));

        using (var file = File.Create(DccSidecarReader.PathOf(Export)))
        {
            file.SetLength(DccSidecarReader.MaxBytes + 1L);
        }

        Assert.That(() => DccSidecarReader.Find(Export), Throws.TypeOf<DccSidecarException>().With.Message.Contains("larger than 1 MiB"));
    }

    [Test]
    public void Bytes_turned_over_at_random_end_in_a_side_car_or_in_its_own_error()
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Whole);
            for (var i = 0; i < 3; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(DccSidecarReader.PathOf(Export), bytes);
            try
            {
                Assert.That(DccSidecarReader.Find(Export)!.FileName, Is.Not.Empty);
            }
            catch (DccSidecarException refused)
            {
                Assert.That(refused.Path, Is.EqualTo(DccSidecarReader.PathOf(Export)));
            }
        }
    }

    private void Write(string text) => File.WriteAllText(DccSidecarReader.PathOf(Export), text);
}
