using DccBridge.Client;
using DccBridge.Client.Connecting;

namespace DccBridge.Tests.Client;

[TestFixture]
public sealed class BackoffTests
{
    private static readonly ReconnectOptions Options = new() { FirstDelay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromSeconds(1) };

    [Test]
    public void Waits_double_up_to_the_greatest()
    {
        var backoff = new Backoff(Options, new FixedRandom(0));

        Assert.That(Next(backoff, 6), Is.EqualTo(new double[] { 100, 200, 400, 800, 1000, 1000 }));
    }

    [Test]
    public void Chance_shortens_a_wait_by_half_at_most()
    {
        var backoff = new Backoff(Options, new FixedRandom(0.5));

        Assert.That(Next(backoff, 2), Is.EqualTo(new double[] { 75, 150 }));
    }

    [Test]
    public void A_good_connection_begins_anew()
    {
        var backoff = new Backoff(Options, new FixedRandom(0));
        Next(backoff, 3);

        backoff.Reset();

        Assert.That(Next(backoff, 1), Is.EqualTo(new double[] { 100 }));
    }

    [Test]
    public void Very_many_attempts_do_not_overflow()
    {
        var backoff = new Backoff(Options, new FixedRandom(0));

        Assert.That(Next(backoff, 5000)[^1], Is.EqualTo(1000));
    }

    private static double[] Next(Backoff backoff, int count) => [.. Enumerable.Range(0, count).Select(_ => backoff.Next().TotalMilliseconds)];

    private sealed class FixedRandom(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
