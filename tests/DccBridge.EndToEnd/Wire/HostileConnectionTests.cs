using System.Text;
using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Discovery;

namespace DccBridge.EndToEnd.Wire;

/// <summary>Strangers and vandals at the port of the real process: each is closed as PROTOCOL.md says, and the session of another client never notices.</summary>
[TestFixture]
public sealed class HostileConnectionTests : HeadlessFolders
{
    private const byte CloseKind = 7;
    private static readonly byte[] Preface = [.. "DCCB"u8, 1, 0, 0, 0];

    private static IEnumerable<TestCaseData> Foreign()
    {
        yield return Case("HTTP", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: 127.0.0.1:65432\r\nOrigin: http://example.com\r\n\r\n"));
        yield return Case("TLS", [0x16, 3, 1, 0, 0xc8, 1, 0, 0, 0xc4, 3, 3, .. new byte[200]]);
        yield return Case("SSH", Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.6\r\n"));
        yield return Case("zeros", new byte[64]);
        yield return Case("a preface that goes wrong at its fourth byte", "DCCX\u0001\0\0\0"u8.ToArray());
    }

    private static IEnumerable<TestCaseData> Malformed()
    {
        yield return new TestCaseData(new byte[] { 0xff, 0xff, 0xff, 0xff }, 2).SetArgDisplayNames("a claim of 4 GiB");
        yield return new TestCaseData(new byte[] { 0x01, 0x10, 0, 0 }, 2).SetArgDisplayNames("a claim of one byte too many");
        yield return new TestCaseData(new byte[] { 0, 0, 0, 0 }, 1).SetArgDisplayNames("an empty frame");
        yield return new TestCaseData(RawConnection.Frame(0x91, 0x01), 1).SetArgDisplayNames("a hello without fields");
        yield return new TestCaseData(RawConnection.Frame(0x96, 0x01, 0xdd, 0xff, 0xff, 0xff, 0xff), 1).SetArgDisplayNames("four billion versions");
        yield return new TestCaseData(RawConnection.Frame([.. Enumerable.Repeat((byte)0x91, 4000)]), 1).SetArgDisplayNames("a depth bomb");
    }

    private static IEnumerable<TestCaseData> Violations()
    {
        yield return Case("a claim of 4 GiB", [0xff, 0xff, 0xff, 0xff]);
        yield return Case("an empty frame", [0, 0, 0, 0]);
        yield return Case("an unknown kind", RawConnection.Frame(0x92, 0x0a, 0x01));
        yield return Case("a ping of two elements", RawConnection.Frame(0x92, 0x08, 0x01));
        yield return Case("a map", RawConnection.Frame(0x80));
        yield return Case("a truncated envelope", RawConnection.Frame(0x94, 0x00));
        yield return Case("an answer that nobody asked for", RawConnection.Frame(0x94, 0x01, 0x4d, 0xc0, 0x90));
        yield return Case("a credit of 0", RawConnection.Frame(0x93, 0x06, 0x01, 0x00));
        yield return Case("HTTP", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"));
    }

    [TestCaseSource(nameof(Foreign))]
    public Task Another_protocol_is_closed_without_an_answer(byte[] bytes) => BesideASessionAsync(async editor =>
    {
        await using RawConnection connection = await RawConnection.ConnectAsync(editor.Port);
        await connection.SendAsync(bytes);
        Assert.That(await connection.ReadToEndAsync(), Is.Empty);
    });

    [TestCaseSource(nameof(Malformed))]
    public Task A_malformed_hello_is_refused_by_its_code(byte[] hello, int code) => BesideASessionAsync(async editor =>
    {
        await using RawConnection connection = await RawConnection.ConnectAsync(editor.Port);
        await connection.SendAsync((byte[])[.. Preface, .. hello]);
        AssertRefusal(await connection.ReadToEndAsync(), code);
    });

    [Test]
    public Task Silence_and_half_a_preface_are_closed_after_the_time_limit_of_the_handshake() => BesideASessionAsync(async editor =>
    {
        await using RawConnection silent = await RawConnection.ConnectAsync(editor.Port);
        await using RawConnection half = await RawConnection.ConnectAsync(editor.Port);
        await half.SendAsync(Preface.AsMemory(0, 4));
        byte[][] answers = await Task.WhenAll(silent.ReadToEndAsync(), half.ReadToEndAsync());
        AssertRefusal(answers[0], 6);
        AssertRefusal(answers[1], 6);
    });

    [Test]
    public Task Of_a_crowd_that_says_nothing_the_oldest_goes_and_a_newcomer_is_served() => BesideASessionAsync(async editor =>
    {
        var crowd = new List<RawConnection>();
        try
        {
            for (var i = 0; i < 80; i++)
            {
                crowd.Add(await RawConnection.ConnectAsync(editor.Port));
            }

            await using EditorClient newcomer = await ConnectAsync();
            Assert.That((await newcomer.GetStateAsync()).Sessions, Is.EqualTo(2));
            Assert.That(await crowd[0].ReadToEndAsync(), Is.Empty, "the oldest was dropped without a word");
        }
        finally
        {
            foreach (RawConnection one in crowd)
            {
                await one.DisposeAsync();
            }
        }
    });

    [TestCaseSource(nameof(Violations))]
    public Task An_authenticated_client_that_breaks_the_rules_is_told_and_closed(byte[] bytes) => BesideASessionAsync(async editor =>
    {
        await using RawConnection connection = await RawConnection.ConnectAuthenticatedAsync(editor);
        await connection.SendAsync(bytes);
        byte[] answer = await connection.ReadToEndAsync();
        Assert.That(answer, Has.Length.GreaterThan(6));
        Assert.That(answer[4..6], Is.EqualTo(new byte[] { 0x92, CloseKind }), "a close with the reason");
    });

    private static TestCaseData Case(string name, byte[] bytes) => new TestCaseData(bytes).SetArgDisplayNames(name);

    private static void AssertRefusal(byte[] answer, int code)
    {
        Assert.That(answer, Has.Length.GreaterThan(16));
        Assert.That(answer[..8], Is.EqualTo(Preface));
        Assert.That(answer[12..15], Is.EqualTo(new byte[] { 0x94, 5, (byte)code }), "[5, code, text, versions]");
    }

    /// <summary>Runs a test while another client has a session, and checks that this very connection still answers.</summary>
    private async Task BesideASessionAsync(Func<EndpointFile, Task> test)
    {
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (process)
        {
            await using EditorClient other = await ConnectAsync();
            await test(new EditorDirectory(Endpoints).Find().Single().File!);
            Assert.That((await other.GetStateAsync()).Sessions, Is.GreaterThanOrEqualTo(1));
        }
    }

    private Task<EditorClient> ConnectAsync() => EditorClient.ConnectAsync(
        new EditorDirectory(Endpoints),
        null,
        new EditorClientOptions { Reconnect = ReconnectOptions.None });
}
