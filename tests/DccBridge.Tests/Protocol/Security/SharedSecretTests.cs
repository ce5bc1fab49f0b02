using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Protocol.Security;

[TestFixture]
public class SharedSecretTests
{
    [Test]
    public void A_secret_never_prints_itself()
    {
        var secret = SharedSecret.Create();

        Assert.That($"{secret}", Is.EqualTo("(hidden)"));
        Assert.That(HandshakeRun.ClientOptions.ToString(), Does.Not.Contain(HandshakeRun.Secret.ToBase64()));
    }

    [Test]
    public void Each_secret_is_new()
    {
        var first = SharedSecret.Create().ToBase64();
        Assert.That(SharedSecret.Create().ToBase64(), Is.Not.EqualTo(first));
    }

    [Test]
    public void Base64_goes_both_ways()
    {
        Assert.That(SharedSecret.TryFromBase64(HandshakeRun.Secret.ToBase64(), out var read));
        Assert.That(read!.ToBase64(), Is.EqualTo(Convert.ToBase64String(HandshakeRun.Range(0))));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("not base64 at all, but as long as a real one")]
    [TestCase("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==")]
    public void Anything_else_is_no_secret(string? text)
        => Assert.That(SharedSecret.TryFromBase64(text, out _), Is.False);
}
