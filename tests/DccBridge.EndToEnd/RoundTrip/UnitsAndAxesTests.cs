using System.Text.Json;
using DccBridge.Client;
using DccBridge.Dcc.Clients;
using DccBridge.EndToEnd.Headless;
using DccBridge.EndToEnd.Peers;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>Metres of Blender become centimetres of Unreal, up stays up, and left stays left: by what the editor has, and by what assimp reads in the file that was sent.</summary>
[TestFixture]
[NonParallelizable]
public sealed class UnitsAndAxesTests : RoundTripDay
{
    /// <summary>
    /// A cube of one metre on the ground, with a bar of two metres along X, of three along Y and of four along Z that begin at its corner: no turn and no mirror brings
    /// it to itself. {0} are units per metre.
    /// </summary>
    private const string Corner = """
        bpy.ops.object.select_all(action='DESELECT')
        bpy.ops.object.select_by_type(type='MESH')
        bpy.ops.object.delete()
        bpy.context.scene.unit_settings.scale_length = 1 / {0}
        for size in ((1, 1, 1), (2, 0.2, 0.2), (0.2, 3, 0.2), (0.2, 0.2, 4)):
            bpy.ops.mesh.primitive_cube_add(size=1, location=[axis * {0} / 2 for axis in size])
            bpy.context.object.scale = [axis * {0} for axis in size]
        bpy.ops.object.select_by_type(type='MESH')
        bpy.ops.object.transform_apply(location=True, rotation=True, scale=True)
        bpy.ops.object.join()
        bpy.context.object.name = 'SM_Corner'
        """;

    /// <summary>A post on two bones with a shape key; the bones bend, the shape key swells, the whole thing moves. {0} are units per metre.</summary>
    private const string Rig = """
        unit = {0}
        bpy.ops.object.select_all(action='SELECT')
        bpy.ops.object.delete()
        bpy.context.scene.unit_settings.scale_length = 1 / unit
        bpy.context.scene.render.fps = 24
        bpy.ops.object.armature_add(enter_editmode=True, location=(0, 0, 0))
        rig = bpy.context.object
        rig.name = 'Rig'
        lower = rig.data.edit_bones[0]
        lower.name, lower.head, lower.tail = 'lower', (0, 0, 0), (0, 0, unit)
        upper = rig.data.edit_bones.new('upper')
        upper.head, upper.tail, upper.parent = (0, 0, unit), (0, 0, 2 * unit), lower
        bpy.ops.object.mode_set(mode='OBJECT')
        bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, unit))
        post = bpy.context.object
        post.name = 'SK_Post'
        post.scale = (0.2 * unit, 0.2 * unit, 2 * unit)
        bpy.ops.object.transform_apply(location=True, rotation=True, scale=True)
        for name, isAbove in (('lower', False), ('upper', True)):
            post.vertex_groups.new(name=name).add([corner.index for corner in post.data.vertices if (corner.co.z > unit) == isAbove], 1, 'REPLACE')
        post.shape_key_add(name='Basis')
        fat = post.shape_key_add(name='Fat')
        for point in fat.data:
            point.co.x *= 2
        post.parent = rig
        post.modifiers.new('Armature', 'ARMATURE').object = rig
        rig.keyframe_insert('location', frame=1)
        rig.location = (2 * unit, 0, unit)
        rig.keyframe_insert('location', frame=10)
        bend = rig.pose.bones['upper']
        bend.rotation_mode = 'XYZ'
        for frame, angle, way in ((1, 0, 0), (10, 1, 0.5)):
            bend.rotation_euler.x = angle
            bend.location.y = way * unit
            bend.keyframe_insert('rotation_euler', frame=frame)
            bend.keyframe_insert('location', frame=frame)
            fat.value = angle
            fat.keyframe_insert('value', frame=frame)
        choose('SK_Post', 'Rig')
        """;

    [TestCase("glb", 1)]
    [TestCase("glb", 100)]
    [TestCase("fbx", 1)]
    [TestCase("fbx", 100)]
    public async Task A_metre_has_a_hundred_units_of_Unreal_and_its_axes(string format, int unitsPerMetre)
    {
        await using HeadlessProcess unreal = await StartProjectAsync("Park");
        await using RunningCompanion companion = await StartCompanionAsync();
        await using ArtistAtBlender artist = await ArtistAtBlender.ServeAsync(Home);
        await using EditorClient editor = await ConnectToEditorAsync();
        await artist.DoAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Corner, unitsPerMetre));
        await artist.SaveAsAsync(Path.Combine(Art, "Угол.blend"));
        await artist.DoAsync($"bpy.context.preferences.addons['dccbridge'].preferences.format = '{format}'");

        (string state, string text) = await artist.SendAsync();
        Assert.That(state, Is.EqualTo("succeeded"), text);
        MeshFacts mesh = (await AssetsAsync(editor))["/Game/unreal/SM_Corner"].Facts.Mesh!;
        Near(mesh.Bounds.Min, new(0, -300, 0), "Unreal's Y points the other way");
        Near(mesh.Bounds.Max, new(200, 0, 400), "Unreal's X and Z are those of Blender");
        Assert.That((await companion.FindingsAsync()).Where(finding => Text(finding, "ruleId") == "mesh.scale"), Is.Empty, "no scale is left on it");

        // glTF: metres, Y up, and Blender's Y is its -Z. FBX: the same axes, in the unit that the file names: centimetres.
        string file = Path.Combine(Art, "unreal", "SM_Corner." + format);
        double unit = format == "glb" ? 1 : 100;
        AssimpReport assimp = AssimpPeer.Info(file);
        Near(assimp.Min, new(0, 0, -3 * unit), "assimp's least corner");
        Near(assimp.Max, new(2 * unit, 4 * unit, 0), "assimp's greatest corner");
    }

    [Test]
    public async Task A_rig_in_a_scene_of_centimetres_bends_and_moves_as_it_does_in_one_of_metres()
    {
        (double[] ByAssimp, double[] Bounds)[] read = [await ReadAsync(1), await ReadAsync(100)];

        Assert.That(read[0].ByAssimp, Has.Length.GreaterThan(200), "vertices, nodes, bones and keys of the animation");
        Assert.That(read[1].ByAssimp, Is.EqualTo(read[0].ByAssimp).Within(1e-3));
        Assert.That(read[1].Bounds, Is.EqualTo(read[0].Bounds).Within(1e-3), "the shape key too");

        async Task<(double[] ByAssimp, double[] Bounds)> ReadAsync(int unitsPerMetre)
        {
            await using ArtistAtBlender artist = await ArtistAtBlender.ServeAsync(Home);
            await artist.DoAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Rig, unitsPerMetre));
            string file = (await artist.Client.ExportSelectionAsync(new DccExportRequest { Folder = Art, Name = $"SK_Post{unitsPerMetre}" })).File;
            Peer.Require("assimp", "apt-get install assimp-utils", ["assimp"], "version").Run([], "export", file, file + ".json", "-fassjson");
            using JsonDocument scene = JsonDocument.Parse(await File.ReadAllBytesAsync(file + ".json"));
            byte[] glb = await File.ReadAllBytesAsync(file);
            using JsonDocument document = JsonDocument.Parse(glb.AsMemory(20, BitConverter.ToInt32(glb, 12)));
            JsonElement[] accessors = [.. document.RootElement.GetProperty("accessors").EnumerateArray()];
            return ([.. Numbers(scene.RootElement)], [.. accessors.Where(accessor => accessor.TryGetProperty("min", out _)).SelectMany(accessor => Numbers(accessor.GetProperty("min")).Concat(Numbers(accessor.GetProperty("max"))))]);
        }
    }

    private static IEnumerable<double> Numbers(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => [json.GetDouble()],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Numbers(member.Value)),
        _ => [],
    };

    private static void Near(Vector3D actual, Vector3D expected, string what)
    {
        Assert.That(new[] { actual.X, actual.Y, actual.Z }, Is.EqualTo(new[] { expected.X, expected.Y, expected.Z }).Within(0.01), what);
    }
}
