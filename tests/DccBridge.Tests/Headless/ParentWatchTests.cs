using DccBridge.Headless.Engine;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class ParentWatchTests
{
    [Test]
    public async Task A_process_that_never_was_counts_as_gone() =>
        Assert.That(await ParentWatch.WaitAsync(int.MaxValue - 1, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)));

    [Test]
    public async Task A_process_that_lives_is_watched_until_the_watch_ends()
    {
        using var cancellation = new CancellationTokenSource();
        Task<bool> watch = ParentWatch.WaitAsync(Environment.ProcessId, cancellation.Token);
        Assert.That(watch.IsCompleted, Is.False);
        await cancellation.CancelAsync();
        Assert.That(await watch.WaitAsync(TimeSpan.FromSeconds(30)), Is.False);
    }
}
