using DccBridge.Client;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Sending;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Tests.Client;

namespace DccBridge.Tests.Companion;

[TestFixture]
[CancelAfter(30_000)]
public class PushedVerdictsTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);
    private static readonly Dictionary<string, string> Wanted = new() { ["/Game/A"] = "", ["/Game/B"] = "" };

    [Test]
    public async Task Verdicts_of_others_do_not_put_off_the_limit(CancellationToken cancellation)
    {
        var time = new ShiftedTime();
        var pushed = new PushedVerdicts();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var collecting = pushed.CollectAsync(Wanted, Quiet, time, _ => first.TrySetResult(), (_, _) => Task.CompletedTask, cancellation);
        pushed.Add(Verdict("/Game/A"));
        await first.Task;
        time.Shift(Quiet);
        pushed.Add(Verdict("/Game/OfSomebodyElse"));
        Assert.That(() => collecting, Throws.TypeOf<CommandFailure>().With.Message.Contains("/Game/B").And.Message.Not.Contains("/Game/A,"));
    }

    [Test]
    public async Task After_a_loss_only_what_is_missing_is_asked_for(CancellationToken cancellation)
    {
        var pushed = new PushedVerdicts();
        var asked = new List<string>();
        pushed.Add(Verdict("/Game/A"));
        pushed.Lose();
        var verdicts = await pushed.CollectAsync(
            Wanted,
            Quiet,
            TimeProvider.System,
            _ => { },
            (missing, _) =>
            {
                asked.AddRange(missing);
                pushed.Add(Verdict("/Game/B"));
                return Task.CompletedTask;
            },
            cancellation);
        Assert.That(asked, Is.EqualTo(new[] { "/Game/B" }));
        Assert.That(verdicts.Select(v => v.AssetPath), Is.EqualTo(new[] { "/Game/A", "/Game/B" }));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void A_session_that_is_not_resumed_may_have_lost_verdicts(bool resumed, bool mayBeLost)
    {
        var links = new LinkWatch();
        var changes = new List<LinkChange>();
        links.Add(changes.Add);
        links.Tell(new ConnectionChange(ConnectionState.Connected, "Connected."));
        links.Tell(new ConnectionChange(ConnectionState.Reconnecting, "Lost."));
        links.Tell(new ConnectionChange(ConnectionState.Connected, "Connected.", Resumed: resumed));
        Assert.That(changes.Select(c => c.VerdictsMayBeLost), Is.EqualTo(new[] { false, mayBeLost }));
    }

    private static VerdictEvent Verdict(string path) => new()
    {
        Id = new EventId(Guid.Empty, 1),
        Verdict = new Verdict { RunId = Guid.Empty, AssetPath = path, AssetClass = AssetClasses.Texture2D, Outcome = VerdictOutcome.Passed, Findings = [], ValidatedAt = default },
    };
}
