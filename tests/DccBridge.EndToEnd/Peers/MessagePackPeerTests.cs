using System.Buffers;
using System.Text;
using System.Text.Json;
using MessagePack;

namespace DccBridge.EndToEnd.Peers;

/// <summary>Our MessagePack against other people's, both directions: python-msgpack and npm @msgpack/msgpack.</summary>
[TestFixture]
public sealed class MessagePackPeerTests
{
    [Test]
    public void Python_reads_what_we_write([Values("borders", "trees 1", "trees 2")] string set)
    {
        var values = Samples(set);
        var lines = Python("decode", Pack(values));
        AssertSame(Parse(lines), values, value => value.WithoutSingles());
    }

    [Test]
    public void Python_writes_the_same_bytes_and_we_read_them([Values("borders", "trees 1", "trees 2")] string set)
    {
        var values = Samples(set);
        var packed = Python("encode", Lines(values));
        AssertSame(Unpack(packed), values, value => value);

        // The order of bits in a NaN is the only freedom that both have here.
        Assert.That(packed.AsSpan().SequenceEqual(Pack(values.Select(WithPlainNaN))), "other bytes for the same values");
    }

    [Test]
    public void JavaScript_reads_what_we_write([Values("borders", "trees 1", "trees 2")] string set)
    {
        var values = Samples(set);
        var lines = JavaScript("decode", Pack(values));
        AssertSame(Parse(lines).Select(value => value.AsJavaScript()), values, value => value.AsJavaScript());
    }

    [Test]
    public void We_read_what_JavaScript_writes([Values("borders", "trees 1", "trees 2")] string set)
    {
        var values = Samples(set);
        var packed = JavaScript("encode", Lines(values));
        AssertSame(Unpack(packed).Select(value => value.AsJavaScript()), values, value => value.AsJavaScript());
    }

    private static List<PeerValue> Samples(string set) => set switch
    {
        "borders" => [.. PeerSamples.Borders()],
        "trees 1" => [.. PeerSamples.Trees(1, 150)],
        _ => [.. PeerSamples.Trees(2, 150)],
    };

    private static byte[] Python(string direction, byte[] input)
    {
        var python = Peer.Require("python-msgpack", "apt-get install python3-msgpack, or pip install msgpack", ["/usr/bin/python3", "python3"], "-c", "import msgpack");
        return python.Run(input, Script("msgpack_peer.py"), direction);
    }

    private static byte[] JavaScript(string direction, byte[] input)
    {
        var node = Peer.Require("node", "https://nodejs.org", ["node"], "--version");
        if (!Directory.Exists(Path.Combine(Peer.NodeModules, "@msgpack", "msgpack")))
        {
            throw Peer.Missing("npm @msgpack/msgpack", $"it is not in {Peer.NodeModules}", "npm install --prefix artifacts/peers @msgpack/msgpack@3, or set DCCBRIDGE_PEER_MODULES to a node_modules folder that has it");
        }

        return node.Run(input, Script("msgpack_peer.mjs"), direction, Peer.NodeModules);
    }

    private static string Script(string name) => Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "Peers", name);

    private static byte[] Pack(IEnumerable<PeerValue> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        foreach (var value in values)
        {
            value.Write(ref writer);
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static List<PeerValue> Unpack(byte[] packed)
    {
        var values = new List<PeerValue>();
        var reader = new MessagePackReader(packed);
        while (!reader.End)
        {
            values.Add(PeerValue.Read(ref reader));
        }

        return values;
    }

    private static byte[] Lines(IEnumerable<PeerValue> values) => Encoding.UTF8.GetBytes(string.Concat(values.Select(value => value.Line() + "\n")));

    private static List<PeerValue> Parse(byte[] lines) =>
        [.. Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => PeerValue.Parse(JsonDocument.Parse(line).RootElement))];

    private static PeerValue WithPlainNaN(PeerValue value) => value switch
    {
        PeerValue.Number { Value: double.NaN } => new PeerValue.Number(BitConverter.UInt64BitsToDouble(0x7FF8000000000000)),
        PeerValue.List list => new PeerValue.List([.. list.Items.Select(WithPlainNaN)]),
        PeerValue.Map map => new PeerValue.Map([.. map.Pairs.Select(pair => (pair.Key, WithPlainNaN(pair.Value)))]),
        _ => value,
    };

    private static void AssertSame(IEnumerable<PeerValue> actual, IReadOnlyList<PeerValue> sent, Func<PeerValue, PeerValue> whatSurvives)
    {
        var received = actual.ToList();
        Assert.That(received, Has.Count.EqualTo(sent.Count));
        for (var i = 0; i < sent.Count; i++)
        {
            Assert.That(received[i].Line(), Is.EqualTo(whatSurvives(sent[i]).Line()), $"value {i}");
        }
    }
}
