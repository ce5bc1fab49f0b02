using System.Diagnostics;
using System.Text;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Probing;
using DccBridge.EndToEnd.Blender;

namespace DccBridge.EndToEnd.Dccs;

/// <summary>Finding what runs: real servers and a real Blender, and servers of other people on the ports.</summary>
[TestFixture]
public sealed class DccProbeTests
{
    private string _home = "";

    private string Endpoints => Path.Combine(_home, "dcc");

    [SetUp]
    public void MakeHome() => _home = Directory.CreateTempSubdirectory("dccbridge-probe-").FullName;

    [TearDown]
    public void DeleteHome() => Directory.Delete(_home, recursive: true);

    [Test]
    public async Task All_that_run_are_found_two_Houdinis_too()
    {
        await using var houdini = await StandIns.HoudiniAsync();
        await using var other = await StandIns.HoudiniAsync();
        await using var maya = await StandIns.MayaAsync();
        await using var painter = await StandIns.PainterAsync();
        await using var blender = await BlenderProcess.ServeAsync(_home, allowsCode: false);
        var probe = Probe(new(DccKind.Houdini, houdini.Port), new(DccKind.Houdini, other.Port), new(DccKind.Maya, maya.Port), new(DccKind.SubstancePainter, painter.Port));

        var found = await probe.LookAsync();

        Assert.That(found.Select(one => one.Id), Is.EqualTo(
            new[] { $"maya-{maya.Port}" }
                .Concat(new[] { houdini.Port, other.Port }.Order().Select(port => $"houdini-{port}"))
                .Append($"blender-{blender.Id}").Append($"painter-{painter.Port}")));
        Assert.That(found.Select(one => one.Name), Is.EqualTo(["Maya 2025", "Houdini 21.0.440", "Houdini 21.0.440", found[3].Name, "Substance Painter 10.1.2"]));
        Assert.That(found.Select(one => one.Info!.ProcessId), Is.EquivalentTo(new int?[] { houdini.Id, other.Id, maya.Id, painter.Id, blender.Id }));
        Assert.That(found.Select(one => one.Capabilities.HasFlag(DccCapabilities.RunCode)), Is.EqualTo([true, true, true, false, true]), "code is switched off in Blender's add-on");
        await using var client = probe.CreateClient(found[3]);
        Assert.That((await client.GetSelectionAsync()).Single().Name, Is.EqualTo("Cube"));

        Assert.That(probe.LookAtFiles().Select(one => (one.Id, one.Name, one.Info)), Is.EqualTo([($"blender-{blender.Id}", found[3].Name, (DccInfo?)null)]));
    }

    [Test]
    public async Task Other_peoples_servers_are_left_alone_and_get_nothing_that_does_harm()
    {
        var answers = new byte[][]
        {
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), "SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), "-ERR unknown command\r\n"u8.ToArray(), "// Error: Syntax error //\n\0"u8.ToArray(),
            [0xFF, 0xFF, 0xFF, 0xFF, 0, 0], [0], [.. Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")],
        };
        foreach (var bytes in answers)
        {
            await using var foreign = ForeignServer.Saying(bytes);
            var found = await Probe(new(DccKind.Houdini, foreign.Port), new(DccKind.Maya, foreign.Port), new(DccKind.SubstancePainter, foreign.Port)).LookAsync();
            Assert.That(found, Is.Empty, Encoding.Latin1.GetString(bytes));
            Assert.That(foreign.Received.Select(Encoding.Latin1.GetString), Is.All.Matches<string>(text =>
                text.StartsWith("\0\0\0\b\0\u0012QP\u0011S\u0011Q\u0002", StringComparison.Ordinal)
                || text == "__import__('sys').modules['__main__'].__dict__.update(_dccbridge_code=[])"
                || (text.StartsWith("POST /run.json HTTP/1.1\r\n", StringComparison.Ordinal) && text.Contains(Convert.ToBase64String("alg.project.isOpen()"u8), StringComparison.Ordinal) && !text.Contains("python", StringComparison.Ordinal))));
        }
    }

    [Test]
    public async Task One_that_is_silent_is_listed_as_busy_and_one_that_never_ends_is_given_up_in_time()
    {
        await using var silent = ForeignServer.Silent();
        await using var endless = ForeignServer.Saying(new byte[1 << 20], long.MaxValue);
        var watch = Stopwatch.StartNew();
        var found = await Probe(new(DccKind.Maya, silent.Port), new(DccKind.Houdini, silent.Port), new(DccKind.Maya, endless.Port), new(DccKind.Houdini, endless.Port), new(DccKind.SubstancePainter, endless.Port)).LookAsync();
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(15)));
        Assert.That(found.Select(one => (one.Kind, one.Port, one.Problem!.Reason, one.Problem.IsOutcomeUnknown)), Is.EqualTo([(DccKind.Maya, silent.Port, DccFailure.Busy, false), (DccKind.Houdini, silent.Port, DccFailure.Busy, false)]));
    }

    [Test]
    public async Task The_file_of_a_dead_Blender_is_not_listed_and_goes_and_a_damaged_one_says_so()
    {
        Directory.CreateDirectory(Endpoints);
        await using (var blender = await BlenderProcess.ServeAsync(_home))
        {
            await blender.KillAsync();
        }

        var left = Directory.GetFiles(Endpoints).Single();
        await File.WriteAllTextAsync(Path.Combine(Endpoints, "blender-77.json"), "{");
        var found = await Probe().LookAsync();
        Assert.That(found.Select(one => (one.Id, one.Problem!.Reason)), Is.EqualTo([("blender-77", DccFailure.Nonsense)]));
        Assert.That(left, Does.Exist, "a young one may be of a Blender that starts");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-5));
        Probe().LookAtFiles();
        Assert.That(left, Does.Not.Exist);
    }

    [Test]
    public async Task A_copied_endpoint_file_makes_no_second_Blender()
    {
        Directory.CreateDirectory(Endpoints);
        var id = $"blender-{Environment.ProcessId}";
        var endpoint = $$"""{"version":1,"kind":"blender","pid":{{Environment.ProcessId}},"port":1,"token":"x","application":"Blender 3.4.1"}""";
        foreach (var name in new[] { $"blender-{Environment.ProcessId}-copy", id, "blender-0" })
        {
            await File.WriteAllTextAsync(Path.Combine(Endpoints, name + ".json"), endpoint);
        }

        var found = Probe().LookAtFiles().Single();
        Assert.That((found.Id, Path.GetFileNameWithoutExtension(found.EndpointFile)), Is.EqualTo((id, id)));
    }

    [TestCase("maya:7005", DccKind.Maya, 7005)]
    [TestCase("houdini:18820", DccKind.Houdini, 18820)]
    [TestCase("painter:60041", DccKind.SubstancePainter, 60041)]
    [TestCase("blender:1", DccKind.Unknown, 0)]
    [TestCase("maya:0", DccKind.Unknown, 0)]
    [TestCase("maya:70000", DccKind.Unknown, 0)]
    [TestCase("maya", DccKind.Unknown, 0)]
    [TestCase("maya:+5", DccKind.Unknown, 0)]
    public void A_port_of_the_settings_is_read(string text, DccKind kind, int port) =>
        Assert.That(DccPort.Parse(text), Is.EqualTo(kind == DccKind.Unknown ? null : new DccPort(kind, port)));

    private DccProbe Probe(params DccPort[] ports) => new(new DccProbeOptions { EndpointFolder = Endpoints, Ports = ports, AnswerLimit = TimeSpan.FromSeconds(5) });
}
