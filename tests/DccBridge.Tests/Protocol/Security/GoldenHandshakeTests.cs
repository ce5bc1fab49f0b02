namespace DccBridge.Tests.Protocol.Security;

[TestFixture, RunsInline]
public class GoldenHandshakeTests
{
    [Test]
    public void Both_sides_say_exactly_the_bytes_of_the_specification()
    {
        var (client, server) = PairedTransport.Create();
        HandshakeRun.Of(HandshakeRun.ClientOptions, HandshakeRun.ServerOptions, client);

        Assert.That(Convert.ToHexStringLower([.. client.Sent]), Is.EqualTo(GoldenHandshake.Hello + GoldenHandshake.Proof));
        Assert.That(Convert.ToHexStringLower([.. server.Sent]), Is.EqualTo(GoldenHandshake.Challenge + GoldenHandshake.Accept));
    }
}
