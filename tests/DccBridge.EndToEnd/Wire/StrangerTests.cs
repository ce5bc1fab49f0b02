using System.Text.Json;
using DccBridge.EndToEnd.Headless;
using DccBridge.EndToEnd.Peers;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Operations;

namespace DccBridge.EndToEnd.Wire;

/// <summary>A client in another language, written from PROTOCOL.md alone, does the main job with the real process: the specification is enough.</summary>
[TestFixture]
[Platform(Exclude = "Win", Reason = "The stranger looks at locks with flock.")]
public sealed class StrangerTests : HeadlessFolders
{
    private const string Asset = "/Game/Props/T_CrateLid_N";

    [TestCase("tcp")]
    [TestCase("unix")]
    public async Task A_client_written_from_the_specification_sends_a_picture_and_receives_its_verdict(string transport)
    {
        Peer python = Peer.Require("python-msgpack", "apt-get install python3-msgpack, or pip install msgpack", ["/usr/bin/python3", "python3"], "-c", "import msgpack");
        (HeadlessProcess process, HeadlessProcess.Ready ready) = await HeadlessProcess.StartReadyAsync(With());
        await using (process)
        {
            byte[] output = python.Run([], Script(), Endpoints, transport, Picture(), Asset);
            using var seen = JsonDocument.Parse(output);
            CheckSession(seen.RootElement);
            CheckTransfer(seen.RootElement);
            CheckImport(seen.RootElement);
            CheckVerdict(seen.RootElement, ready);
        }
    }

    private static void CheckSession(JsonElement seen)
    {
        Assert.That(seen.GetProperty("granted").GetInt32(), Is.EqualTo(7));
        Assert.That(seen.GetProperty("beforeOpen").GetInt32(), Is.EqualTo((int)ErrorCode.SessionNotOpen));
        Assert.That(seen.GetProperty("resumed").GetBoolean(), Is.False);
        Assert.That(seen.GetProperty("engine").GetString(), Is.EqualTo("headless"));
        Assert.That(seen.GetProperty("startedAt").GetDateTimeOffset().Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(seen.GetProperty("uptime").GetDouble(), Is.Positive);
        Assert.That(seen.GetProperty("state").GetArrayLength(), Is.EqualTo(8));
        Assert.That(seen.GetProperty("state")[7].GetInt32(), Is.EqualTo(1), "it sees itself among the sessions");
        Assert.That(seen.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()), Does.Contain("tex.pow2"));
        Assert.That(seen.GetProperty("noMethod").GetInt32(), Is.EqualTo((int)ErrorCode.MethodNotFound));
        Assert.That(seen.GetProperty("closed").GetBoolean());
    }

    private static void CheckTransfer(JsonElement seen)
    {
        long length = new FileInfo(Picture()).Length;
        Assert.That(seen.GetProperty("present").GetBoolean(), Is.False);
        Assert.That(seen.GetProperty("waitsForCredit").GetInt32(), Is.Positive, "the stream was longer than the first credit");
        Assert.That(seen.GetProperty("received").GetInt64(), Is.EqualTo(length));
        Assert.That(seen.GetProperty("committed")[0].GetString(), Is.EqualTo(seen.GetProperty("hash").GetString()));
        Assert.That(seen.GetProperty("committed")[1].GetInt64(), Is.EqualTo(length));
        Assert.That(seen.GetProperty("presentAfter").GetBoolean());
    }

    private static void CheckImport(JsonElement seen)
    {
        JsonElement item = seen.GetProperty("imported")[0];
        Assert.That(item[2].ValueKind, Is.EqualTo(JsonValueKind.Null), "no error");
        Assert.That(item[1][0][0].GetString(), Is.EqualTo(Asset));
        Assert.That(item[1][0][2].GetInt32(), Is.EqualTo((int)ImportAction.Created));
        Assert.That(seen.GetProperty("repeated").GetRawText(), Is.EqualTo(seen.GetProperty("imported").GetRawText()), "the same key answers with the same result");
        Assert.That(seen.GetProperty("operationState").GetInt32(), Is.EqualTo((int)OperationState.Completed));
        Assert.That(seen.GetProperty("progressOperations").EnumerateArray().Single().GetString(), Is.EqualTo(seen.GetProperty("operation").GetString()));
        Assert.That(seen.GetProperty("record")[2].GetInt32(), Is.EqualTo(1), "imported once");
        Assert.That(seen.GetProperty("badPath").GetInt32(), Is.EqualTo((int)ErrorCode.InvalidAssetPath));
    }

    private static void CheckVerdict(JsonElement seen, HeadlessProcess.Ready ready)
    {
        JsonElement pushed = seen.GetProperty("events").EnumerateArray().Single();
        Assert.That(pushed[0].GetString(), Is.EqualTo(MethodNames.Validation.Verdict));
        JsonElement identity = pushed[1][0];
        Assert.That(identity[0].GetGuid(), Is.EqualTo(ready.Instance));
        Assert.That(identity[1].GetInt64(), Is.EqualTo(1));
        JsonElement verdict = pushed[1][1];
        Assert.That(verdict[0].GetString(), Is.EqualTo(seen.GetProperty("operation").GetString()), "the run is the import");
        Assert.That(verdict[1].GetString(), Is.EqualTo(Asset));
        Assert.That(verdict[8].GetString(), Is.EqualTo(seen.GetProperty("hash").GetString()));
        Assert.That(seen.GetProperty("acknowledged").GetArrayLength(), Is.Zero, "an empty result");
    }

    private static string Script() => Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "Wire", "stranger.py");

    private static string Picture() => Path.Combine(Peer.RepositoryRoot, "tests", "Samples", "crate", "T_CrateLid_N.png");
}
