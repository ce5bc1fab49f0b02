using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(60_000)]
public sealed class ActivitiesTests : IAsyncDisposable
{
    private readonly ResidentBench _bench = new();
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Test]
    public async Task A_send_goes_through_its_stages_and_ends_with_what_it_did()
    {
        await _bench.StartAsync();
        var file = _bench.Texture("T_Ящик_D.png");
        using var stop = new CancellationTokenSource();
        var changes = _bench.Resident.Changes.SubscribeAsync(stop.Token);
        var sent = await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(file)));
        Assert.That(sent.State, Is.EqualTo(ActivityState.Succeeded), sent.Error?.Message);
        Assert.That(sent.Title, Is.EqualTo("Send T_Ящик_D.png to Crates"));
        Assert.That(sent.Assets.Single(), Does.EndWith("/T_Ящик_D"));
        Assert.That(sent.Message, Does.Contain("1 asset"));
        Assert.That(sent.EndedAt, Is.Not.Null);
        await foreach (var change in changes)
        {
            if (change.Data is ActivityView { State: ActivityState.Succeeded } last)
            {
                Assert.That(last.Progress, Is.EqualTo(1));
                break;
            }
        }

        Assert.That(_bench.Resident.Activities.List(0, 10).Single().Id, Is.EqualTo(sent.Id));
        Assert.That(_bench.Resident.Sources.List.Single().Path, Is.EqualTo(file));
    }

    [Test]
    public async Task The_same_key_is_the_same_send_also_after_a_restart()
    {
        await _bench.StartAsync();
        var request = _bench.Send(_bench.Texture("T_A_D.png")) with { IdempotencyKey = "shelf-1" };
        var sent = await _bench.EndAsync(_bench.Resident.Activities.Send(request));
        Assert.That(_bench.Resident.Activities.Send(request).Id, Is.EqualTo(sent.Id));
        await _bench.StopAsync();
        await _bench.StartAsync();
        Assert.That(_bench.Resident.Activities.Send(request).Id, Is.EqualTo(sent.Id));
        Assert.That(_bench.Editor.ImportKeys, Has.Count.EqualTo(1));
        Assert.That(_bench.Resident.Activities.Send(request with { IdempotencyKey = "shelf-2" }).Id, Is.Not.EqualTo(sent.Id));
    }

    [Test]
    public async Task Sends_to_one_editor_go_in_order_and_one_that_waits_can_be_taken_back()
    {
        HoldImports();
        await _bench.StartAsync();
        var first = _bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_1_D.png", 1)));
        var second = _bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_2_D.png", 2)));
        var third = _bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_3_D.png", 3)));
        await _began.Task;
        Assert.That(_bench.Resident.Status.State, Is.EqualTo(ResidentState.Busy));
        Assert.That(_bench.Resident.Activities.Find(second.Id)!.State, Is.EqualTo(ActivityState.Queued));
        Assert.That(_bench.Resident.Activities.Cancel(second.Id), Is.True);
        Assert.That((await _bench.EndAsync(second)).State, Is.EqualTo(ActivityState.Cancelled));
        _goOn.SetResult();
        Assert.That((await _bench.EndAsync(third)).State, Is.EqualTo(ActivityState.Succeeded));
        Assert.That((await _bench.EndAsync(first)).State, Is.EqualTo(ActivityState.Succeeded));
        Assert.That(_bench.Editor.Uploaded.Select(Path.GetFileName), Is.EqualTo(new[] { "T_1_D.png", "T_3_D.png" }));
        Assert.That(_bench.Resident.Activities.Cancel(first.Id), Is.False);
    }

    [Test]
    public async Task One_that_runs_is_cancelled_in_the_editor()
    {
        HoldImports();
        await _bench.StartAsync();
        var sent = _bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_A_D.png")));
        await _began.Task;
        Assert.That(_bench.Resident.Activities.Cancel(sent.Id), Is.True);
        Assert.That((await _bench.EndAsync(sent)).State, Is.EqualTo(ActivityState.Cancelled));
        Assert.That(_bench.Editor.Cancelled, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_failure_says_what_to_do_and_needs_attention_until_something_comes_out_well()
    {
        await _bench.StartAsync();
        var bad = Path.Combine(_bench.Desk, "T_Bad_D.png");
        await File.WriteAllTextAsync(bad, "no picture");
        var failed = await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(bad)));
        Assert.That(failed.State, Is.EqualTo(ActivityState.Failed));
        Assert.That(failed.Error!.Code, Is.EqualTo("files"));
        Assert.That(failed.Error.Message, Does.Contain("T_Bad_D.png"));
        Assert.That(_bench.Resident.Status.State, Is.EqualTo(ResidentState.Attention));
        _bench.Editor.DuringImport = (_, _) => Task.FromException(new RpcException(ErrorCode.DiskFull, "Free space on D:.", Outcome.NotStarted));
        var full = await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_A_D.png"))));
        Assert.That(full.Error!.Code, Is.EqualTo("diskFull"));
        _bench.Editor.DuringImport = null;
        await _bench.EndAsync(_bench.Resident.Activities.SendAgain("tray"));
        Assert.That(_bench.Resident.Status.State, Is.EqualTo(ResidentState.Connected));
    }

    [Test]
    public async Task Too_many_are_refused()
    {
        HoldImports();
        _bench.Adjust = o => o with { MaxQueued = 3 };
        await _bench.StartAsync();
        var file = _bench.Texture("T_A_D.png");
        for (var i = 0; i < 3; i++)
        {
            _bench.Resident.Activities.Send(_bench.Send(file));
        }

        var refused = Assert.Throws<ResidentException>(() => _bench.Resident.Activities.Send(_bench.Send(file)))!;
        Assert.That(refused.Fault, Is.EqualTo(ResidentFault.TooMany));
        _goOn.SetResult();
    }

    [Test]
    public async Task One_that_a_kill_interrupted_says_what_the_editor_has_of_it()
    {
        HoldImports();
        await _bench.StartAsync();
        var sent = _bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_A_D.png", 1)) with { IdempotencyKey = "shelf" });
        await _began.Task;
        var waiting = _bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_B_D.png", 2)));
        await _bench.StopAsync(kill: true);

        var key = _bench.Editor.ImportKeys.Single();
        var result = new ImportAssetsResult { Items = [new ImportItemResult { DestinationPath = "/Game/T_A_D", Assets = [new ImportedAsset { Path = "/Game/T_A_D", Class = "Texture2D" }] }] };
        _bench.Editor.Operations[key] = new OperationStatus { OperationId = Guid.NewGuid(), Method = MethodNames.Asset.Import, IdempotencyKey = key, State = OperationState.Completed, CreatedAt = default, Result = MessageCodec.Encode(result) };
        await _bench.StartAsync();
        Assert.That(_bench.Resident.Activities.Find(sent.Id)!.State, Is.EqualTo(ActivityState.Interrupted));
        await _bench.UntilAsync(() => _bench.Resident.Activities.Find(sent.Id)!.Message!.Contains("The editor has all of it: 1 file.", StringComparison.Ordinal), "what the editor has");
        Assert.That(_bench.Resident.Activities.Find(sent.Id)!.Assets, Is.EqualTo(new[] { "/Game/T_A_D" }));
        Assert.That(_bench.Resident.Activities.Find(waiting.Id)!.Message, Does.Contain("before the editor was asked for anything"));

        _bench.Editor.DuringImport = null;
        var again = _bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_A_D.png", 1)) with { IdempotencyKey = "shelf" });
        Assert.That(again.Id, Is.EqualTo(sent.Id), "the key takes it up");
        Assert.That((await _bench.EndAsync(again)).State, Is.EqualTo(ActivityState.Succeeded));
        Assert.That(_bench.Editor.ImportKeys, Is.EqualTo(new[] { key, key }), "under its own key: the editor does nothing twice");
    }

    [Test]
    public async Task A_kill_before_anything_reached_the_editor_is_told_as_that()
    {
        HoldImports();
        await _bench.StartAsync();
        var sent = _bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_A_D.png")));
        await _began.Task;
        await _bench.StopAsync(kill: true);
        await _bench.StartAsync();
        await _bench.UntilAsync(() => _bench.Resident.Activities.Find(sent.Id)!.Message!.Contains("The editor has nothing of it. Send it again.", StringComparison.Ordinal), "what the editor has");
    }

    [Test]
    public async Task Old_ones_are_forgotten_after_the_days_of_the_settings()
    {
        var time = new ForwardTime();
        _bench.Adjust = o => o with { Time = time };
        await _bench.StartAsync();
        await _bench.EndAsync(_bench.Resident.Activities.Send(_bench.Send(_bench.Texture("T_A_D.png"))));
        await _bench.StopAsync();
        time.Ahead = TimeSpan.FromDays(6);
        await _bench.StartAsync();
        Assert.That(_bench.Resident.Activities.List(0, 10), Has.Count.EqualTo(1));
        await _bench.StopAsync();
        time.Ahead = TimeSpan.FromDays(8);
        await _bench.StartAsync();
        Assert.That(_bench.Resident.Activities.List(0, 10), Is.Empty);
    }

    [TestCase("files", new string[0])]
    [TestCase("files", new[] { "relative.png" })]
    [TestCase("files", new[] { "/a\0b" })]
    public async Task Requests_that_are_not_allowed_name_the_field(string field, string[] files)
    {
        await _bench.StartAsync();
        var failure = Assert.Throws<ResidentException>(() => _bench.Resident.Activities.Send(new SendRequest { Files = files }))!;
        Assert.That(failure.Fault, Is.EqualTo(ResidentFault.Invalid));
        Assert.That(failure.Message, Does.StartWith($"'{field}'"));
        Assert.Throws<ResidentException>(() => _bench.Resident.Activities.Send(new SendRequest { Files = ["/a.png"], OnConflict = "overwrite" }));
        Assert.Throws<ResidentException>(() => _bench.Resident.Activities.Send(new SendRequest { Files = ["/a.png"], IdempotencyKey = new string('x', 129) }));
        Assert.Throws<ResidentException>(() => _bench.Resident.Activities.Validate(new ValidateRequest { Paths = ["Props"] }));
        Assert.That(Assert.Throws<ResidentException>(() => _bench.Resident.Activities.Cancel(Guid.NewGuid()))!.Fault, Is.EqualTo(ResidentFault.NotFound));
        Assert.That(Assert.Throws<ResidentException>(() => _bench.Resident.Activities.SendAgain("tray"))!.Code, Is.EqualTo("nothingSent"));
    }

    private void HoldImports() => _bench.Editor.DuringImport = async (_, cancellation) =>
    {
        _began.TrySetResult();
        await _goOn.Task.WaitAsync(cancellation);
    };

    /// <summary>The system's clock, put forward.</summary>
    private sealed class ForwardTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
