using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DccBridge.Dcc;
using DccBridge.Dcc.Maya;

namespace DccBridge.EndToEnd.Maya;

/// <summary>The client of the command port against a stand-in that keeps the port's faults.</summary>
[TestFixture]
public sealed class MayaConnectionTests
{
    [TestCase]
    [TestCase("--repr")]
    [TestCase("--buffer", "700")]
    public async Task Expressions_and_statements_run_whatever_the_version_gives_back(params string[] arguments)
    {
        await using var server = await CommandPortServer.StartAsync(arguments);
        var options = arguments.Contains("700") ? new MayaOptions { BufferSize = 700 } : null;
        await using var maya = await MayaConnection.ConnectAsync(port: server.Port, options: options);
        await maya.ExecuteAsync("import math\ndef twice(x):\n    return x * 2");
        Assert.That((await maya.EvaluateAsync("[twice(21), 'it\\'s \"ok\"', math.pi]")).GetRawText(), Is.EqualTo("[42, \"it's \\\"ok\\\"\", 3.141592653589793]"));
        Assert.That((await maya.EvaluateAsync("None")).ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Code_and_results_longer_than_the_buffer_travel_in_pieces()
    {
        await using var server = await CommandPortServer.StartAsync();
        await using var maya = await MayaConnection.ConnectAsync(port: server.Port);
        var names = JsonSerializer.SerializeToElement(Enumerable.Range(0, 5000).Select(i => $"|ワールド|Küche_{i}'\"\\").ToArray());
        var answer = await maya.EvaluateAsync("list(reversed(a))", names);
        Assert.That(answer.EnumerateArray().Select(name => name.GetString()), Is.EqualTo(names.EnumerateArray().Reverse().Select(name => name.GetString())));
    }

    [Test]
    public async Task What_Python_raises_comes_with_its_traceback_and_Maya_goes_on()
    {
        await using var server = await CommandPortServer.StartAsync();
        await using var maya = await MayaConnection.ConnectAsync(port: server.Port);
        var error = Assert.ThrowsAsync<RemotePythonException>(() => maya.ExecuteAsync("def f():\n    raise ValueError('no such node: pCube9')\nf()"))!;
        Assert.That((error.TypeName[^10..], error.Text), Is.EqualTo(("ValueError", "no such node: pCube9")));
        Assert.That(error.Traceback, Does.Contain("in f"));
        Assert.That(Assert.ThrowsAsync<RemotePythonException>(() => maya.EvaluateAsync("1 +"))!.TypeName, Does.EndWith("SyntaxError"));
        Assert.That(Assert.ThrowsAsync<RemotePythonException>(() => maya.EvaluateAsync("{1, 2}"))!.Text, Does.Contain("JSON"));
        Assert.That(Assert.ThrowsAsync<RemotePythonException>(() => maya.ExecuteAsync("raise SystemExit(3)"))!.TypeName, Does.EndWith("SystemExit"));
        Assert.That((await maya.EvaluateAsync("1")).GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_port_for_MEL_is_told_apart()
    {
        await using var server = await CommandPortServer.StartAsync("--mel");
        var error = Assert.ThrowsAsync<MayaException>(() => MayaConnection.ConnectAsync(port: server.Port))!;
        Assert.That((error.Reason, error.Message), Is.EqualTo((MayaEndReason.NotAPythonPort, error.Message)));
        Assert.That(error.Message, Does.Contain("sourceType=\"python\""));
    }

    [Test]
    public void Nobody_on_the_port_says_what_to_run_in_Maya()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var error = Assert.ThrowsAsync<MayaException>(() => MayaConnection.ConnectAsync(port: port))!;
        Assert.That(error.Reason, Is.EqualTo(MayaEndReason.NotReached));
        Assert.That(error.Message, Does.Contain($"commandPort(name=\"127.0.0.1:{port}\", sourceType=\"python\")"));
    }

    [Test]
    public async Task A_busy_Maya_is_a_time_out_that_closes_the_connection()
    {
        await using var server = await CommandPortServer.StartAsync();
        await using var maya = await MayaConnection.ConnectAsync(port: server.Port);
        await using var other = await MayaConnection.ConnectAsync(port: server.Port);
        var error = Assert.ThrowsAsync<MayaException>(() => maya.ExecuteAsync("import sys; sys.modules['__main__'].gate.wait(60)", limit: TimeSpan.FromMilliseconds(300)))!;
        Assert.That(error.Reason, Is.EqualTo(MayaEndReason.TimedOut));
        Assert.That(error.Message, Does.Contain("is not known"));
        Assert.That(() => maya.EvaluateAsync("1"), Throws.TypeOf<MayaException>());
        await other.ExecuteAsync("import sys; sys.modules['__main__'].gate.set()");
    }

    [Test]
    public async Task A_buffer_smaller_than_was_said_closes_the_connection_with_advice()
    {
        await using var server = await CommandPortServer.StartAsync("--buffer", "512");
        var error = Assert.ThrowsAsync<MayaException>(() => MayaConnection.ConnectAsync(port: server.Port))!;
        Assert.That((error.Reason, error.Message), Is.EqualTo((MayaEndReason.ClosedByMaya, error.Message)));
        Assert.That(error.Message, Does.Contain("BufferSize"));
    }

    [Test]
    public async Task Requests_wait_for_each_other()
    {
        await using var server = await CommandPortServer.StartAsync();
        await using var maya = await MayaConnection.ConnectAsync(port: server.Port);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i => (await maya.EvaluateAsync($"{i} * 2")).GetInt32()));
        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, 50).Select(i => i * 2)));
    }

    [Test]
    public async Task A_killed_Maya_ends_what_waits()
    {
        await using var server = await CommandPortServer.StartAsync();
        await using var maya = await MayaConnection.ConnectAsync(port: server.Port);
        var waiting = maya.ExecuteAsync("import sys; sys.modules['__main__'].gate.wait(60)");
        await server.KillAsync();
        Assert.That(Assert.ThrowsAsync<MayaException>(() => waiting)!.Reason, Is.EqualTo(MayaEndReason.ClosedByMaya));
    }
}
