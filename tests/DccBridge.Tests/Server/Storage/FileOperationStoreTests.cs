using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Storage;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileOperationStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_completed_operation_comes_back_with_its_result_after_a_restart()
    {
        var operation = New("key") with { State = OperationState.Completed, Progress = 1, Message = "done", FinishedAt = Now, Result = new byte[] { 1, 2, 3 } };
        using (var store = Open())
        {
            store.Save(operation with { State = OperationState.Queued, Result = null, FinishedAt = null });
            store.Save(operation);
            AssertSame(store.Find(operation.Id)!, operation);
        }

        using (var store = Open())
        {
            AssertSame(store.Find(operation.Id)!, operation);
            AssertSame(store.FindByKey("key")!, operation);
            Assert.That(store.List(true, 10).Single().Result, Is.Null);
            Assert.That(store.FindByKey("other"), Is.Null);
        }
    }

    [Test]
    public void An_error_comes_back_as_it_was()
    {
        var error = new RpcError { Code = ErrorCode.DiskFull, Message = "full", Outcome = Outcome.Failed, Details = new Dictionary<string, string> { ["a"] = "b" } };
        var operation = New(null) with { State = OperationState.Failed, FinishedAt = Now, Error = error };
        using (var store = Open())
        {
            store.Save(operation);
        }

        using (var store = Open())
        {
            var found = store.Find(operation.Id)!.Error!;
            Assert.That((found.Code, found.Message, found.Outcome), Is.EqualTo((error.Code, error.Message, error.Outcome)));
            Assert.That(found.Details, Is.EqualTo(error.Details));
        }
    }

    [TestCase(OperationState.Queued)]
    [TestCase(OperationState.Running)]
    public void What_was_open_when_the_process_died_is_interrupted(OperationState state)
    {
        var operation = New("key") with { State = state };
        using (var store = Open())
        {
            store.Save(operation);
            Assert.That(store.Find(operation.Id)!.State, Is.EqualTo(state));
        }

        using (var store = Open())
        {
            Assert.That(store.FindByKey("key")!.State, Is.EqualTo(OperationState.Interrupted));
            Assert.That(store.List(false, 10), Is.Empty);
        }
    }

    [Test]
    public void A_file_cut_at_any_byte_keeps_the_last_whole_state()
    {
        var operation = New("key");
        using (var store = Open())
        {
            store.Save(operation with { State = OperationState.Running });
            store.Save(operation with { State = OperationState.Completed, FinishedAt = Now, Result = new byte[] { 7 } });
        }

        var whole = File.ReadAllBytes(_folder["operations.log"]);
        var seen = new HashSet<OperationState?>();
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["operations.log"], whole[..length]);
            using var store = Open();
            var state = store.FindByKey("key")?.State;
            Assert.That(state, Is.Null.Or.EqualTo(OperationState.Interrupted), $"cut at {length}");
            seen.Add(state);
        }

        Assert.That(seen, Has.Count.EqualTo(2));
    }

    [Test]
    public void Operations_are_listed_newest_first_and_limited()
    {
        using var store = Open();
        var operations = Enumerable.Range(0, 5).Select(i => New($"k{i}") with { State = i % 2 == 0 ? OperationState.Running : OperationState.Cancelled, FinishedAt = i % 2 == 0 ? null : Now }).ToList();
        operations.ForEach(store.Save);
        Assert.That(store.List(true, 3).Select(o => o.Key), Is.EqualTo(new[] { "k4", "k3", "k2" }));
        Assert.That(store.List(false, 10).Select(o => o.Key), Is.EqualTo(new[] { "k4", "k2", "k0" }));
    }

    [Test]
    public void Too_many_and_too_old_ones_are_dropped_but_never_open_ones()
    {
        var options = new StorageOptions { OperationCount = 3 };
        using (var store = Open(options))
        {
            store.Save(New("open") with { State = OperationState.Running });
            for (var i = 0; i < 200; i++)
            {
                store.Save(New($"k{i}") with { State = OperationState.Completed, FinishedAt = Now, Result = new byte[] { 1 } });
            }

            Assert.That(store.List(true, 1000), Has.Count.LessThan(100));
            Assert.That(store.FindByKey("open"), Is.Not.Null);
            Assert.That(store.FindByKey("k199"), Is.Not.Null);
        }

        _time.Advance(TimeSpan.FromDays(8));
        using (var store = Open(options))
        {
            Assert.That(store.List(true, 1000).Select(o => o.Key), Is.EqualTo(new[] { "open" }));
        }
    }

    [Test]
    public void Many_changes_do_not_grow_the_file_without_end()
    {
        var running = New("busy") with { State = OperationState.Running };
        var done = New("done") with { State = OperationState.Completed, FinishedAt = Now, Result = new byte[] { 9 } };
        using (var store = Open())
        {
            store.Save(done);
            for (var i = 0; i < 5_000; i++)
            {
                store.Save(running with { Progress = i / 5_000.0 });
            }

            Assert.That(store.FindByKey("busy")!.State, Is.EqualTo(OperationState.Running), "rewriting the file is no restart");
        }

        Assert.That(new FileInfo(_folder["operations.log"]).Length, Is.LessThan(1_100 * 200));
        using var reopened = Open();
        AssertSame(reopened.FindByKey("done")!, done);
    }

    [Test]
    public void A_file_that_cannot_be_rewritten_is_told_once_per_attempt_and_goes_on_growing()
    {
        using var store = Open();
        Directory.CreateDirectory(_folder["operations.log.new"]);
        var busy = New("busy") with { State = OperationState.Running };
        for (var i = 0; i < 1_500; i++)
        {
            store.Save(busy);
        }

        Assert.That(_log.Lines.Select(l => l.Level), Is.EqualTo(new[] { BridgeLogLevel.Warning }));
        Assert.That(_log.Lines.Single().Message, Does.Contain(_folder["operations.log"]));
        Assert.That(store.FindByKey("busy")!.State, Is.EqualTo(OperationState.Running));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows does not let an open file be moved away.")]
    public void A_file_that_cannot_be_opened_after_its_rewrite_is_opened_when_it_is_needed_again()
    {
        var path = _folder["operations.log"];
        var done = New("done") with { State = OperationState.Completed, FinishedAt = Now, Result = new byte[] { 1, 2, 3 } };
        var busy = New("busy") with { State = OperationState.Running };
        using var store = Open();
        store.Save(done);
        File.Move(path, path + ".aside");
        Directory.CreateDirectory(path);
        Assert.Throws<IOException>(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                store.Save(busy);
            }
        });
        Directory.Delete(path);
        File.Move(path + ".aside", path);
        AssertSame(store.FindByKey("done")!, done);
        store.Save(busy);
        Assert.That(store.FindByKey("busy")!.State, Is.EqualTo(OperationState.Running));
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private static void AssertSame(StoredOperation actual, StoredOperation expected)
    {
        Assert.That(actual.Result!.Value.ToArray(), Is.EqualTo(expected.Result!.Value.ToArray()));
        Assert.That(actual.ParamsHash.ToArray(), Is.EqualTo(expected.ParamsHash.ToArray()));
        Assert.That(actual with { Result = null, ParamsHash = default }, Is.EqualTo(expected with { Result = null, ParamsHash = default }));
    }

    private StoredOperation New(string? key) => new()
    {
        Id = Guid.NewGuid(),
        Method = "asset.import",
        Key = key,
        ParamsHash = new byte[] { 4, 5, 6 },
        CreatedAt = Now,
    };

    private FileOperationStore Open(StorageOptions? options = null) => new(_folder.Path, new SystemDisk(), options ?? new StorageOptions(), _time, _log);
}
