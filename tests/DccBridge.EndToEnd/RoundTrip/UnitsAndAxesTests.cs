using DccBridge.Client;
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

    private static void Near(Vector3D actual, Vector3D expected, string what)
    {
        Assert.That(new[] { actual.X, actual.Y, actual.Z }, Is.EqualTo(new[] { expected.X, expected.Y, expected.Z }).Within(0.01), what);
    }
}
