using System.Security.Cryptography;
using System.Text.Json;
using DccBridge.AssetFiles;
using DccBridge.Dcc.Blender;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Sidecars;
using DccBridge.EndToEnd.Peers;

namespace DccBridge.EndToEnd.Blender;

/// <summary>The client against a real Blender with the real add-on.</summary>
[TestFixture]
public sealed class BlenderClientTests
{
    private const string Cube = """
        import bpy
        bpy.ops.wm.read_factory_settings(use_empty=True)
        bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.5))
        cube = bpy.context.active_object
        cube.name = "SM_Crate"
        wood = bpy.data.materials.new("M_Wood")
        wood.use_nodes = True
        picture = wood.node_tree.nodes.new("ShaderNodeTexImage")
        picture.image = bpy.data.images.new("T_Wood_D", 4, 4)
        picture.image.filepath = "/proj/tex/T_Wood_D.png"
        picture.image.source = "FILE"
        cube.data.materials.append(wood)
        cube.data.materials.append(None)
        """;

    private string _home = "";
    private BlenderProcess _blender = null!;
    private BlenderClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _home = Directory.CreateTempSubdirectory("dccbridge-箱-").FullName;
        _blender = await BlenderProcess.ServeAsync(_home);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_blender is not null)
        {
            await _blender.DisposeAsync();
        }

        Directory.Delete(_home, recursive: true);
    }

    [SetUp]
    public async Task MakeCubeAsync()
    {
        _client = new BlenderClient(_blender.EndpointFile);
        await _client.RunCodeAsync(Cube);
    }

    [TearDown]
    public async Task CloseAsync() => await _client.DisposeAsync();

    [Test]
    public async Task It_says_what_runs_and_what_is_selected()
    {
        var info = await _client.GetInfoAsync();
        Assert.That((info.Kind, info.Scene, info.MetresPerUnit, info.UpAxis, info.ProcessId), Is.EqualTo((DccKind.Blender, (string?)null, (double?)1.0, "Z", (int?)_blender.Id)));
        Assert.That(info.Version, Does.Match(@"^\d+\.\d+"));
        Assert.That((await _client.GetSelectionAsync()).Select(node => (node.Name, node.Path, node.Type)), Is.EqualTo([("SM_Crate", "/SM_Crate", "MESH")]));
    }

    [TestCase(DccExportFormat.Glb, 1.0)]
    [TestCase(DccExportFormat.Fbx, 1.0)]
    [TestCase(DccExportFormat.Glb, 0.01)]
    [TestCase(DccExportFormat.Fbx, 0.01)]
    public async Task A_cube_of_one_metre_has_a_hundred_units_of_Unreal(DccExportFormat format, double unit)
    {
        // In a scene of centimetres a cube of one metre is a hundred units long.
        await _client.RunCodeAsync(FormattableString.Invariant($"import bpy; bpy.context.scene.unit_settings.scale_length = {unit}; bpy.ops.transform.resize(value=({1 / unit},) * 3, center_override=(0, 0, 0))"));

        var export = await _client.ExportSelectionAsync(new DccExportRequest { Folder = _home, Format = format });

        var content = AssetFile.Read(export.File);
        Assert.That(content.Facts.Mesh!.Bounds.Size.X, Is.EqualTo(100).Within(0.01));
        Assert.That((content.Facts.Mesh.Bounds.Min.Z, content.Facts.Mesh.Bounds.Max.Z), Is.EqualTo((0.0, 100.0)).Using<(double, double)>((a, b) => Math.Abs(a.Item1 - b.Item1) < 0.01 && Math.Abs(a.Item2 - b.Item2) < 0.01), "up is up");
        var assimp = AssimpPeer.Info(export.File);
        Assert.That(assimp.Max.Y - assimp.Min.Y, Is.EqualTo(format == DccExportFormat.Glb ? 1 : 100).Within(1e-4), "assimp gives glTF in metres and FBX in centimetres");
        Assert.That(export.Warnings, Is.Empty);
    }

    [Test]
    public async Task The_side_car_leads_back_to_the_node_after_it_was_renamed()
    {
        var export = await _client.ExportSelectionAsync(new DccExportRequest { Folder = _home, Name = "Küche 箱" });

        Assert.That(export, Is.EqualTo(new DccExport(Path.Combine(_home, "Küche 箱.glb"), Path.Combine(_home, "Küche 箱.glb.dccbridge.json"), export.MoreFiles, export.Warnings)));
        var sidecar = DccSidecarReader.Find(export.File)!;
        Assert.That(sidecar.ContentHash, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(export.File)))));
        Assert.That((sidecar.Kind, sidecar.Scene, sidecar.FileName, sidecar.UpAxis, sidecar.Format), Is.EqualTo((DccKind.Blender, (string?)null, "Küche 箱.glb", "Z", "glb")));
        Assert.That(sidecar.Nodes.Single() with { Uuid = null }, Is.EqualTo(new SidecarNode("SM_Crate", "/SM_Crate", null, "Cube", sidecar.Nodes[0].Materials)));
        Assert.That(sidecar.Nodes[0].Materials, Is.EqualTo(["M_Wood", ""]));
        Assert.That(sidecar.Materials.Single().Textures, Is.EqualTo(["/proj/tex/T_Wood_D.png"]));

        await _client.RunCodeAsync("import bpy; bpy.data.objects['SM_Crate'].name = 'SM_Box'; bpy.ops.object.duplicate(); bpy.ops.object.select_all(action='DESELECT')");
        var selected = await _client.SelectNodesAsync([.. sidecar.Locate("SM_Crate", null), DccNode.Named("SM_Gone")]);
        Assert.That(selected.Found.Select(node => node.Name), Is.EqualTo(["SM_Box"]), "the copy has the same UUID, and is none of it");
        Assert.That(selected.Missing.Select(node => node.Name), Is.EqualTo(["SM_Gone"]));
        Assert.That((await _client.GetSelectionAsync()).Select(node => node.Name), Is.EqualTo(["SM_Box"]));
    }

    [Test]
    public async Task A_copy_that_is_exported_gets_a_UUID_of_its_own()
    {
        var first = DccSidecarReader.Find((await _client.ExportSelectionAsync(new DccExportRequest { Folder = _home })).File)!;
        await _client.RunCodeAsync("import bpy; bpy.ops.object.duplicate()");
        var copy = DccSidecarReader.Find((await _client.ExportSelectionAsync(new DccExportRequest { Folder = _home })).File)!;
        Assert.That((copy.Nodes[0].Name, copy.Nodes[0].Uuid), Is.Not.EqualTo((copy.Nodes[0].Name, first.Nodes[0].Uuid)));
        Assert.That(copy.Nodes[0].Name, Is.EqualTo("SM_Crate.001"));
    }

    [TestCase("Cube")]
    [TestCase("M_Wood")]
    public async Task A_node_is_found_by_its_mesh_and_by_its_material(string name)
    {
        await _client.RunCodeAsync("import bpy; bpy.ops.object.select_all(action='DESELECT'); bpy.data.objects['SM_Crate'].hide_set(True)");
        Assert.That((await _client.SelectNodesAsync([DccNode.Named(name)])).Found.Select(node => node.Name), Is.EqualTo(["SM_Crate"]));
    }

    [Test]
    public async Task Nothing_selected_is_refused_with_what_to_do_and_the_whole_scene_is_not()
    {
        await _client.RunCodeAsync("import bpy; bpy.ops.object.select_all(action='DESELECT')");
        var error = Assert.ThrowsAsync<DccException>(() => _client.ExportSelectionAsync(new DccExportRequest { Folder = _home }))!;
        Assert.That((error.Reason, error.Message, error.IsOutcomeUnknown), Is.EqualTo((DccFailure.Refused, "Nothing is selected. Select what is to be sent, or send the whole scene.", false)));
        Assert.That((await _client.ExportSelectionAsync(new DccExportRequest { Folder = _home, WholeScene = true })).File, Does.Exist.And.EndsWith("Scene.glb"));
    }

    [Test]
    public async Task Options_of_the_exporter_are_taken_and_unknown_ones_named()
    {
        var options = new Dictionary<string, JsonElement> { ["export_normals"] = JsonSerializer.SerializeToElement(false) };
        var export = await _client.ExportSelectionAsync(new DccExportRequest { Folder = _home, Options = options });
        Assert.That(AssetFile.Read(export.File).Facts.Mesh!.HasNormals, Is.False);
        Assert.That(DccSidecarReader.Find(export.File)!.ExporterOptions["export_normals"], Is.EqualTo("false"));

        options["bogus"] = options["export_normals"];
        Assert.That(() => _client.ExportSelectionAsync(new DccExportRequest { Folder = _home, Options = options }), Throws.TypeOf<DccException>().With.Message.Contains("has no option 'bogus'"));
    }

    [Test]
    public async Task A_scene_opens_in_place_of_the_open_one()
    {
        var scene = Path.Combine(_home, "Кухня 🪑.blend");
        await _client.RunCodeAsync($"import bpy; bpy.ops.wm.save_as_mainfile(filepath=r'{scene}'); bpy.ops.object.delete()");
        await _client.OpenFileAsync(scene, discardChanges: true);
        Assert.That((await _client.GetInfoAsync()).Scene, Is.EqualTo(scene));
        Assert.That((await _client.SelectNodesAsync([DccNode.Named("SM_Crate")])).Found, Has.Count.EqualTo(1));
        Assert.That(() => _client.OpenFileAsync(scene + "x"), Throws.TypeOf<DccException>().With.Message.Contains("is not there"));
    }

    [Test]
    public async Task Code_gives_its_output_and_result_and_a_failure_its_traceback()
    {
        Assert.That(await _client.RunCodeAsync("print('箱'); result = {'a': [1, None]}"), Is.EqualTo(new DccCodeResult("箱\n", "{\"a\": [1, null]}")));
        var error = Assert.ThrowsAsync<DccException>(() => _client.RunCodeAsync("def f():\n    raise ValueError('no')\nf()"))!;
        Assert.That((error.Reason, error.Message), Is.EqualTo((DccFailure.Failed, "ValueError: no")));
        Assert.That(error.Traceback, Does.Contain("in f"));
        Assert.That(() => _client.RunCodeAsync("raise SystemExit(3)"), Throws.TypeOf<DccException>());
        Assert.That(() => _client.RunCodeAsync("result = {1, 2}"), Throws.TypeOf<DccException>().With.Message.Contains("JSON"));
        Assert.That((await _client.RunCodeAsync("print('x' * 1000000)")).Output, Has.Length.LessThan(70_000));
    }

    [Test]
    public void An_answer_that_is_too_long_is_refused_by_either_side()
    {
        Assert.That(() => _client.RunCodeAsync("result = 'x' * (20 << 20)"), Throws.TypeOf<DccException>().With.Property("Reason").EqualTo(DccFailure.TooLarge));
        var small = new BlenderClient(_blender.EndpointFile, new DccClientOptions { MaxAnswerBytes = 10_000 });
        Assert.That(() => small.RunCodeAsync("result = 'x' * 20000"), Throws.TypeOf<DccException>().With.Property("Reason").EqualTo(DccFailure.TooLarge));
        Assert.That(async () => (await small.RunCodeAsync("result = 7")).Result, Is.EqualTo("7"), "it connects again");
    }

    [Test]
    public async Task Two_clients_at_once_get_their_own_answers()
    {
        await using var other = new BlenderClient(_blender.EndpointFile);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i => (await (i % 2 == 0 ? _client : other).RunCodeAsync($"result = {i}")).Result));
        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, 40).Select(i => $"{i}")));
    }

    [Test]
    public async Task It_is_quick()
    {
        await _client.GetInfoAsync();
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 100; i++)
        {
            await _client.GetInfoAsync();
        }

        Assert.That(TimeProvider.System.GetElapsedTime(began) / 100, Is.LessThan(TimeSpan.FromMilliseconds(20)));
    }
}
