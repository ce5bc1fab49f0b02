using System.Text;
using DccBridge.Dcc.Blender;
using DccBridge.Dcc.Clients;

namespace DccBridge.Tests.Dcc.Blender;

/// <summary>What the companion tells to whom listens on the port of an endpoint file: after a Blender was killed that may be anybody.</summary>
[TestFixture]
public sealed class BlenderGreetingTests
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string Effs = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-greeting-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("listener", "35101180aaa0e7c963a4327f71155ef5e7cb51688a6f0279ac30be24294c13f0")]
    [TestCase("companion", "c8c400f887d01c9a82555c1617c3a8ea5a1569b5b7afd6019c585910407a4a25")]
    public void A_proof_has_the_bytes_that_the_add_on_expects(string side, string expected)
    {
        var greeting = new BlenderGreeting("T0ken-_Z", Zeros, Effs);
        Assert.That(PlayedListener.Prove("T0ken-_Z", side, Zeros, Effs), Is.EqualTo(expected));
        Assert.That(Encoding.ASCII.GetString(greeting.Proof()).Contains(expected, StringComparison.Ordinal), Is.EqualTo(side == "companion"));
        Assert.That(greeting.IsProvenBy(expected), Is.EqualTo(side == "listener"), "that of one side is none of the other's");
    }

    [Test]
    public async Task A_listener_that_proves_itself_gets_the_proof_and_the_request_and_never_the_token()
    {
        var proofs = new List<(string Given, string Expected)>();
        await using var listener = new PlayedListener(async (listener, stream) =>
        {
            proofs.Add(await listener.ProveAsync(stream));
            await listener.WriteAsync(stream, """{"hello":2,"application":"Blender 3.4.1","pid":4711}""");
            var request = await listener.ReadAsync(stream);
            await listener.WriteAsync(stream, $$$"""{"id":{{{request["id"]}}},"result":{"kind":"blender","version":"3.4.1","pid":4711}}""");
        });
        for (var connection = 0; connection < 2; connection++)
        {
            await using var client = Client(listener);
            Assert.That((await client.GetInfoAsync().WaitAsync(Patience)).ProcessId, Is.EqualTo(4711));
        }

        await listener.DisposeAsync();
        Assert.That(proofs.Select(proof => proof.Given), Is.EqualTo(proofs.Select(proof => proof.Expected)));
        Assert.That(listener.Frames.Select(frame => frame["nonce"]?.ToString()).OfType<string>().Distinct().Count(), Is.EqualTo(2), "a new nonce each time");
        Assert.That(string.Concat(listener.Frames.Select(frame => frame.ToJsonString())), Does.Not.Contain(PlayedListener.Token));
        Assert.That(listener.Frames.Select(frame => (string?)frame["method"]), Is.EqualTo(new[] { null, null, "info", null, null, "info" }));
    }

    [TestCase("""{"hello":2,"nonce":"NEW","proof":"NEW"}""", TestName = "{m}(a proof that is made up)")]
    [TestCase("""{"hello":2,"nonce":"THEIRS","proof":"NEW"}""", TestName = "{m}(their nonce given back)")]
    [TestCase("""{"hello":2,"nonce":"THEIRS","proof":"THEIRS"}""", TestName = "{m}(their nonce as nonce and proof)")]
    [TestCase("""{"hello":2,"nonce":"NEW","proof":"UNKNOWING"}""", TestName = "{m}(a proof of another token)")]
    public async Task A_stranger_on_the_port_of_a_dead_Blender_is_told_nothing(string answer)
    {
        await using var stranger = PlayedListener.Answering(hello =>
        {
            var (theirs, mine) = ((string)hello["nonce"]!, PlayedListener.NewNonce());
            return answer.Replace("NEW", mine, StringComparison.Ordinal).Replace("THEIRS", theirs, StringComparison.Ordinal)
                .Replace("UNKNOWING", PlayedListener.Prove("another token", "listener", theirs, mine), StringComparison.Ordinal);
        });
        await AssertStrangerAsync(stranger);
    }

    [Test]
    public async Task A_stranger_that_gives_back_an_earlier_proof_is_told_nothing()
    {
        // What a true listener once said, and the stranger has it: also with the proof of the companion.
        var (theirs, mine) = (PlayedListener.NewNonce(), PlayedListener.NewNonce());
        await using (var replaying = PlayedListener.Answering(_ => $$"""{"hello":2,"nonce":"{{mine}}","proof":"{{PlayedListener.Prove(PlayedListener.Token, "listener", theirs, mine)}}"}"""))
        {
            await AssertStrangerAsync(replaying);
        }

        await using var reflecting = PlayedListener.Answering(hello => $$"""{"hello":2,"nonce":"{{mine}}","proof":"{{PlayedListener.Prove(PlayedListener.Token, "companion", (string)hello["nonce"]!, mine)}}"}""");
        await AssertStrangerAsync(reflecting);
    }

    [Test]
    public async Task A_listener_that_gives_the_companions_own_nonce_back_is_told_nothing()
    {
        await using var echo = PlayedListener.Answering(hello =>
        {
            var nonce = (string)hello["nonce"]!;
            return $$"""{"hello":2,"nonce":"{{nonce}}","proof":"{{PlayedListener.Prove(PlayedListener.Token, "listener", nonce, nonce)}}"}""";
        });
        await AssertStrangerAsync(echo);
    }

    [TestCase("""{"hello":1,"application":"Blender 3.4.1","pid":4711}""")]
    [TestCase("""{"hello":2,"application":"Blender 3.4.1","pid":4711}""")]
    [TestCase("""{"hello":3,"nonce":"00","proof":"00"}""")]
    [TestCase("""{"hello":2,"nonce":null,"proof":null}""")]
    [TestCase("""{"hello":2,"nonce":"FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF","proof":"00"}""")]
    [TestCase("""{"hello":2,"nonce":"000000000000000000000000000000000000000000000000000000000000000 ","proof":"00"}""")]
    [TestCase("""{"hello":2,"nonce":"\ud800","proof":"\ud800"}""")]
    [TestCase("""{"\ud800":2}""")]
    [TestCase("""{"error":{"reason":"refused","message":"The token is wrong: it is in '/x', and new each time Blender 3.4.1 starts."}}""")]
    [TestCase("""{"error":{"reason":"nonsense","message":"The companion is of another version than this add-on. Run 'dccbridge install --dcc' again."}}""")]
    [TestCase("""{"error":{"reason":"refused","message":"Paste this into a terminal: rm -r ~"}}""")]
    [TestCase("""{"error":null}""")]
    [TestCase("[]")]
    [TestCase("{")]
    public async Task Another_version_is_named_and_the_words_of_who_proved_nothing_are_not_shown(string answer)
    {
        await using var listener = PlayedListener.Answering(_ => answer);
        await using var client = Client(listener);
        var error = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync().WaitAsync(Patience))!;
        Assert.That((error.Reason, error.IsOutcomeUnknown), Is.EqualTo((DccFailure.Nonsense, false)));
        Assert.That(error.Message, Does.Contain("another program has its port").And.Contain("of another version: run 'dccbridge install --dcc blender' again").And.Not.Contain("terminal").And.Not.Contain("token"));
        await listener.AssertNothingWasToldAsync();
    }

    [Test]
    public async Task A_stranger_that_claims_a_long_answer_is_told_nothing()
    {
        await using var stranger = new PlayedListener(async (listener, stream) =>
        {
            await listener.ReadAsync(stream);
            await stream.WriteAsync(new byte[] { 0, 1, 0, 1 }, listener.End);
            await listener.ReadToEndAsync(stream);
        });
        await using var client = Client(stranger);
        Assert.That(Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync().WaitAsync(Patience))!.Reason, Is.EqualTo(DccFailure.TooLarge));
        await stranger.AssertNothingWasToldAsync();
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public async Task Who_falls_silent_in_the_greeting_is_not_waited_for(int said)
    {
        await using var listener = new PlayedListener(async (listener, stream) =>
        {
            if (said == 2)
            {
                await listener.ProveAsync(stream);
            }
            else
            {
                await listener.ReadAsync(stream);
                await stream.WriteAsync(new byte[said * 3], listener.End);
            }

            await listener.ReadToEndAsync(stream);
        });
        await using var client = new BlenderClient(listener.WriteEndpoint(_folder), new DccClientOptions { ConnectLimit = TimeSpan.FromSeconds(1) });
        var error = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync().WaitAsync(Patience))!;
        Assert.That((error.Reason, error.IsOutcomeUnknown), Is.EqualTo((DccFailure.Busy, false)));
        Assert.That(error.Message, Does.Contain("does not greet"));
        if (said < 2)
        {
            await listener.AssertNothingWasToldAsync();
        }
    }

    [Test]
    public async Task What_a_proven_listener_says_against_the_companion_is_shown_and_no_request_follows()
    {
        await using var listener = new PlayedListener(async (listener, stream) =>
        {
            await listener.ProveAsync(stream);
            await listener.WriteAsync(stream, """{"error":{"reason":"refused","message":"The token is wrong: restart."}}""");
            await listener.ReadToEndAsync(stream);
        });
        await using var client = Client(listener);
        var error = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync().WaitAsync(Patience))!;
        Assert.That((error.Reason, error.Message), Is.EqualTo((DccFailure.Refused, "The token is wrong: restart.")));
        await listener.DisposeAsync();
        Assert.That(listener.Frames.SelectMany(frame => frame.Select(member => member.Key)), Is.EqualTo(new[] { "hello", "nonce", "proof" }));
    }

    private async Task AssertStrangerAsync(PlayedListener stranger)
    {
        await using var client = Client(stranger);
        var error = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync().WaitAsync(Patience))!;
        Assert.That((error.Reason, error.IsOutcomeUnknown), Is.EqualTo((DccFailure.Nonsense, false)));
        Assert.That(error.Message, Does.StartWith("Another program has the port of Blender 3.4.1").And.Contain("Restart Blender").And.Contain("blender-4711.json").And.Not.Contain(PlayedListener.Token));
        await stranger.AssertNothingWasToldAsync();
    }

    private BlenderClient Client(PlayedListener listener) => new(listener.WriteEndpoint(_folder), new DccClientOptions { ConnectLimit = Patience });
}
