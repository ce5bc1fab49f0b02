using DccBridge.Dcc;
using DccBridge.Dcc.Brine;
using DccBridge.Dcc.Houdini;
using DccBridge.Dcc.Rpyc;

namespace DccBridge.EndToEnd.Houdini;

/// <summary>The client of hrpyc against the real rpyc of Debian (5.3), which speaks the dialect of Houdini's 4.1.</summary>
[TestFixture]
public sealed class HoudiniConnectionTests
{
    private RpycServer _server = null!;
    private HoudiniConnection _houdini = null!;
    private dynamic _hou = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await RpycServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [SetUp]
    public async Task ConnectAsync()
    {
        _houdini = await HoudiniConnection.ConnectAsync(port: _server.Port);
        _hou = _houdini.ImportModule("hou");
    }

    [TearDown]
    public async Task CloseAsync() => await _houdini.DisposeAsync();

    [Test]
    public async Task A_chain_is_evaluated_when_it_is_awaited()
    {
        await _hou.node("/obj/sphere1").parm("scale").set(2.5);
        Assert.That((object?)await _hou.node("/obj/sphere1").parm("scale").eval(), Is.EqualTo(2.5));
        Assert.That((object?)await _hou.applicationVersionString(), Is.EqualTo("21.0.440"));
    }

    [Test]
    public async Task Names_in_other_scripts_arrive_whole()
    {
        await _hou.node("/obj/Küche").setUserData("名前", "Стол 🪑", must_exist: false);
        var data = (Dictionary<object, object?>)(await _hou.node("/obj/Küche").userDataDict())!;
        Assert.That(data, Is.EquivalentTo(new Dictionary<object, object?> { ["名前"] = "Стол 🪑" }));
    }

    [Test]
    public async Task Nodes_are_equal_when_Houdini_says_so_though_it_wraps_them_anew()
    {
        PythonObject one = await _hou.node("/obj/sphere1");
        PythonObject again = await _hou.node("/obj/sphere1");
        PythonObject other = await _hou.node("/obj/Küche");
        Assert.That(one.ClassName, Is.EqualTo("hou.OpNode"));
        Assert.That(one == again && one.Equals(again) && one.GetHashCode() == again.GetHashCode());
        Assert.That(one != other);
        PythonObject parameter = await ((dynamic)one).parm("tx");
        Assert.That(parameter, Is.EqualTo((PythonObject)await _hou.node("/obj/sphere1").parm("tx")));
    }

    [Test]
    public async Task Lists_of_objects_come_as_lists()
    {
        var parameters = (List<object?>)(await _hou.node("/obj/sphere1").parms())!;
        Assert.That(parameters, Has.Count.GreaterThanOrEqualTo(3).And.All.InstanceOf<PythonObject>());
        Assert.That((object?)await ((dynamic)parameters[0]!).path(), Is.EqualTo("/obj/sphere1/locked"));
        Assert.That((object?)await _hou.node("/obj/nothing"), Is.Null);
    }

    [Test]
    public async Task Values_of_all_kinds_go_there_and_back()
    {
        object?[] values =
        [
            null, true, false, 0L, -48L, 159L, 160L, -49L, long.MaxValue, long.MinValue, System.Numerics.BigInteger.Pow(10, 40), 1.5, double.NegativeInfinity,
            "", "hé", new string('x', 70000), Array.Empty<byte>(), new byte[] { 1, 2, 3 }, new byte[300], PythonTuple.Empty, PythonTuple.Of(1L, "a", PythonTuple.Of(2L)),
            new System.Numerics.Complex(1, -2), PythonSingleton.NotImplemented, PythonSingleton.Ellipsis, new PythonSlice(1L, null, 2L),
        ];
        foreach (var value in values)
        {
            Assert.That(await _houdini.EvaluateAsync("a[0]", [value]), Is.EqualTo(value), $"{value}");
        }

        Assert.That(await _houdini.EvaluateAsync("a[0]", [new List<object?> { 1L, new[] { "a", "b" }, new Dictionary<string, int> { ["k"] = 5 } }]),
            Is.EqualTo(new List<object?> { 1L, new List<object?> { "a", "b" }, new Dictionary<object, object?> { ["k"] = 5L } }));
        Assert.That(await _houdini.EvaluateAsync("type(a[0]).__name__", [new List<int> { 1, 2 }]), Is.EqualTo("list"));
        Assert.That(await _houdini.EvaluateAsync("{1, 2}"), Is.EquivalentTo(new[] { 1L, 2L }));
    }

    [Test]
    public async Task A_text_is_never_code()
    {
        var text = "\"); __import__('os').abort(); a[0] #\n";
        Assert.That((object?)await _houdini.ImportModule("os").AsDynamic().path.basename(text), Is.EqualTo(text));
    }

    [Test]
    public async Task An_expression_may_be_the_argument_of_another()
    {
        dynamic builtins = _houdini.ImportModule("builtins");
        Assert.That((object?)await builtins.max(builtins.len("four"), builtins.abs(-7), 5), Is.EqualTo(7L));
        Assert.That((object?)await builtins.dict(a: 1, b: "x")["b"], Is.EqualTo("x"));
    }

    [Test]
    public async Task What_Python_raises_comes_with_its_type_its_text_and_its_traceback()
    {
        var error = Assert.ThrowsAsync<RemotePythonException>(async () => await _hou.node("/obj/sphere1").parm("locked").set(1))!;
        Assert.That((error.TypeName, error.Text), Is.EqualTo(("hou.OperationFailed", "The parameter is locked.")));
        Assert.That(error.Traceback, Does.Contain("in set").And.Contain("hou.py"));
        Assert.That(Assert.ThrowsAsync<RemotePythonException>(async () => await _houdini.ImportModule("no_such_module"))!.TypeName, Is.EqualTo("builtins.ModuleNotFoundError"));
        Assert.That(Assert.ThrowsAsync<RemotePythonException>(async () => await _houdini.EvaluateAsync("1 +"))!.TypeName, Is.EqualTo("builtins.SyntaxError"));
        Assert.That((object?)await _hou.applicationVersionString(), Is.EqualTo("21.0.440"), "the connection goes on");
    }

    [Test]
    public async Task Houdini_calls_back_while_a_request_waits()
    {
        string? seen = null;
        var callback = new RpycCallback(async arguments =>
        {
            var node = (RpycReference)arguments[1]!;
            seen = $"{arguments[0]} {await node_path(node)}";
            return 42;
        });
        Assert.That((object?)await _hou.node("/obj/sphere1").addEventCallback(callback), Is.EqualTo(42L));
        Assert.That(seen, Is.EqualTo("ChildCreated /obj/sphere1"));

        async Task<object?> node_path(RpycReference node) => await _houdini.EvaluateAsync("a[0].path()", [node]);
    }

    [Test]
    public async Task An_error_of_a_callback_is_raised_in_Python()
    {
        var callback = new RpycCallback(_ => throw new InvalidOperationException("no such brush"));
        var error = Assert.ThrowsAsync<RemotePythonException>(async () => await _hou.node("/obj/sphere1").addEventCallback(callback))!;
        Assert.That(error.Text, Is.EqualTo("no such brush"));
        Assert.That((object?)await _hou.applicationVersionString(), Is.EqualTo("21.0.440"));
    }

    [Test]
    public async Task Attributes_are_set_by_a_method_and_an_assignment_says_so()
    {
        PythonObject made = await _houdini.ImportModule("types").AsDynamic().SimpleNamespace(x: 1);
        await made.SetAttributeAsync("x", 5);
        Assert.That((object?)await ((dynamic)made).x, Is.EqualTo(5L));
        Assert.That(() => ((dynamic)made).x = 6, Throws.TypeOf<NotSupportedException>().With.Message.Contains("SetAttributeAsync(\"x\""));
    }

    [Test]
    public async Task Released_objects_leave_Python()
    {
        await _houdini.ExecuteAsync("import weakref\nclass Thing: pass\nmade = Thing()\nalive = weakref.ref(made)\ndef take():\n    global made\n    thing, made = made, None\n    return thing");
        var connectionNamespace = _houdini.Connection.Root;
        var thing = (RpycReference)(await _houdini.Connection.CallMethodAsync(connectionNamespace, "eval", ["take()"]))!;
        Assert.That(await _houdini.Connection.CallMethodAsync(connectionNamespace, "eval", ["alive() is not None"]), Is.True);
        thing.Dispose();
        await _houdini.Connection.PingAsync();
        Assert.That(await _houdini.Connection.CallMethodAsync(connectionNamespace, "eval", ["alive() is None"]), Is.True);
    }

    [Test]
    public async Task A_call_that_takes_too_long_is_told_apart_and_the_connection_goes_on()
    {
        await using var other = await HoudiniConnection.ConnectAsync(port: _server.Port);
        Assert.That(async () => await ((PythonExpression)_hou.hold()).EvaluateAsync(TimeSpan.FromMilliseconds(200)), Throws.TypeOf<RpycTimeoutException>().With.Message.Contains("is not known"));
        await other.ImportModule("hou").AsDynamic().gate.set();
        Assert.That((object?)await _hou.applicationVersionString(), Is.EqualTo("21.0.440"));
        Assert.That(await _houdini.EvaluateAsync("a[0].log[-1]", [(PythonObject)await _hou]), Is.EqualTo(PythonTuple.Of("hold", "done")));
    }

    [Test]
    public async Task Large_data_travels_in_pieces_in_both_directions()
    {
        var sent = new byte[5_000_001];
        new Random(7).NextBytes(sent);
        var array = await _houdini.UploadAsync(new MemoryStream(sent));
        Assert.That(await _houdini.EvaluateAsync("__import__('hashlib').sha256(a[0]).hexdigest()", [array]), Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sent))));
        var received = new MemoryStream();
        Assert.That(await _houdini.DownloadAsync(array.AsExpression(), received), Is.EqualTo(sent.Length));
        Assert.That(received.ToArray().AsSpan().SequenceEqual(sent));
        Assert.That(await _houdini.EvaluateAsync("a[0]", [new byte[2_000_000]]), Has.Length.EqualTo(2_000_000));
    }

    [Test]
    public async Task Many_calls_at_once_get_their_own_answers()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => _houdini.EvaluateAsync("a[0] * 2", [i])));
        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, 500).Select(i => (object)(2L * i))));
    }

    [Test]
    public void Nobody_on_the_port_says_what_to_run_in_Houdini()
    {
        using var free = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var error = Assert.ThrowsAsync<RpycConnectionException>(() => HoudiniConnection.ConnectAsync(port: port))!;
        Assert.That((error.Reason, error.Message), Is.EqualTo((RpycEndReason.NotReached, $"No Houdini answers on 127.0.0.1:{port}. In Houdini open Windows > Python Shell and run: import hrpyc; hrpyc.start_server(port={port})")));
    }

    [Test]
    public async Task A_killed_Houdini_ends_what_waits_with_the_reason()
    {
        await using var server = await RpycServer.StartAsync();
        await using var houdini = await HoudiniConnection.ConnectAsync(port: server.Port);
        var waiting = houdini.ImportModule("hou").AsDynamic().hold().EvaluateAsync();
        await server.KillAsync();
        var error = Assert.ThrowsAsync<RpycConnectionException>(async () => await waiting)!;
        Assert.That(error.Reason, Is.EqualTo(RpycEndReason.Lost).Or.EqualTo(RpycEndReason.ClosedByServer));
        Assert.That((await houdini.Ended).Reason, Is.EqualTo(error.Reason));
        Assert.That(async () => await houdini.EvaluateAsync("1"), Throws.TypeOf<RpycConnectionException>());
    }
}

/// <summary>A shorter way to write dynamic in a chain.</summary>
internal static class DynamicExpressions
{
    public static dynamic AsDynamic(this PythonExpression expression) => expression;
}
