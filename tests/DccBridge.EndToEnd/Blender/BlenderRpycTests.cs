using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using DccBridge.Dcc;
using DccBridge.Dcc.Houdini;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Blender;

/// <summary>The rpyc client against Debian's rpyc inside of a real Blender: real objects of a real DCC behind it, where the other tests have a stand-in for Houdini's module.</summary>
[TestFixture]
public sealed class BlenderRpycTests
{
    private const string Serve = """
        import sys
        sys.path += [p for p in ("/usr/lib/python3/dist-packages",) if p not in sys.path]
        import rpyc
        from rpyc.utils.server import OneShotServer
        # One connection, on Blender's main thread: its data is not to be touched on another.
        server = OneShotServer(rpyc.SlaveService, hostname="127.0.0.1", port=0, auto_register=False)
        print("rpyc", rpyc.__version__, "listens on", server.port, flush=True)
        server.start()
        """;

    private RpycBlender _blender = null!;
    private HoudiniConnection _connection = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Peer.Require("rpyc", "apt-get install python3-rpyc", ["/usr/bin/python3", "python3"], "-c", "import rpyc");
        _blender = new RpycBlender(new ProcessStartInfo(BlenderProcess.Blender().Program, ["-b", "-noaudio", "--factory-startup", "--python-exit-code", "1", "--python-expr", Serve]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
        var port = int.Parse((await _blender.LineAsync("listens on")).Split(' ')[^1], CultureInfo.InvariantCulture);
        _connection = await HoudiniConnection.ConnectAsync(port: port);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        await _blender.DisposeAsync();
    }

    [Test]
    public async Task A_chain_selection_and_bulk_data()
    {
        dynamic bpy = _connection.ImportModule("bpy");

        Assert.That((object?)await bpy.data.objects["Cube"].data.materials[0].name, Is.EqualTo("Material"), "a chain of seven steps");
        await bpy.ops.mesh.primitive_grid_add(x_subdivisions: 300, y_subdivisions: 300);
        PythonExpression active = bpy.context.view_layer.objects.active;
        await active.SetAttributeAsync("name", "Стол 箱");
        await bpy.ops.mesh.primitive_monkey_add();
        await bpy.data.objects["Стол 箱"].select_set(true);
        Assert.That(await _connection.EvaluateAsync("[o.name for o in m('bpy').context.selected_objects]"), Is.EquivalentTo(new[] { "Suzanne", "Стол 箱" }));

        // 301 by 301 points of three floats, as bytes; rpyc's own client would fetch each through a proxy.
        PythonObject grid = await bpy.data.objects["Стол 箱"].data;
        const string Points = "(lambda array, mesh: (mesh.vertices.foreach_get('co', array), array.tobytes())[1])(m('array').array('f', bytes(12 * len(a[0].vertices))), a[0])";
        var points = (byte[])(await _connection.EvaluateAsync(Points, [grid]))!;
        Assert.That(points, Has.Length.EqualTo(301 * 301 * 12));
        Assert.That(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(points).ToArray().Max(), Is.EqualTo(1).Within(1e-6));

        var stream = new MemoryStream();
        Assert.That(await _connection.DownloadAsync(_connection.ImportModule("builtins").AsDynamicBytes(points.Length * 8), stream), Is.EqualTo(points.Length * 8));
        var upload = await _connection.UploadAsync(new MemoryStream(points));
        Assert.That(await _connection.EvaluateAsync("m('hashlib').sha256(a[0]).hexdigest()", [upload]), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(points))));
    }

    [Test]
    public async Task What_Blender_raises_comes_with_its_text_and_the_connection_goes_on()
    {
        dynamic bpy = _connection.ImportModule("bpy");
        var error = Assert.ThrowsAsync<RemotePythonException>(async () => await bpy.data.objects["Gone"])!;
        Assert.That((error.TypeName, error.Text), Is.EqualTo(("builtins.KeyError", "bpy_prop_collection[key]: key \"Gone\" not found")));
        var refused = Assert.ThrowsAsync<RemotePythonException>(async () => await bpy.ops.@object.mode_set(mode: "NONE"))!;
        Assert.That(refused.Text, Does.Contain("NONE"));
        Assert.That((object?)await bpy.app.background, Is.EqualTo(true));
    }

    private sealed class RpycBlender(ProcessStartInfo start) : PipedProcess(start, TimeSpan.FromSeconds(60));
}

/// <summary>A shorter way to write an expression.</summary>
internal static class BytesExpression
{
    public static PythonExpression AsDynamicBytes(this PythonExpression builtins, int count) => (PythonExpression)((dynamic)builtins).bytes(count);
}
