using DccBridge.Companion.Offline;
using DccBridge.Companion.Transfers;

namespace DccBridge.Tests.Companion.Offline;

[TestFixture]
public class ReadAheadTests
{
    private static readonly CollectedFile[] Files = [.. Enumerable.Range(0, 100).Select(i => new CollectedFile($"/art/{i}", $"{i}", $"/Game/{i}"))];

    private static FileReading Reading(CollectedFile file) => new(new InspectedFile { File = file }, null);

    [Test]
    [CancelAfter(60_000)]
    public async Task Readings_come_in_order_and_no_more_are_begun_than_are_waited_for(CancellationToken limit)
    {
        var first = new TaskCompletionSource();
        var begun = 0;
        var readings = ReadAhead.InOrderAsync(
            Files,
            async (file, _) =>
            {
                Interlocked.Increment(ref begun);
                await (file == Files[0] ? first.Task : Task.CompletedTask);
                return Reading(file);
            },
            limit).GetAsyncEnumerator(limit);
        var next = readings.MoveNextAsync();
        var most = Math.Clamp(Environment.ProcessorCount, 1, 16) + 2;
        Assert.That(Volatile.Read(ref begun), Is.LessThanOrEqualTo(most));
        first.SetResult();
        var seen = new List<CollectedFile>();
        for (var more = await next; more; more = await readings.MoveNextAsync())
        {
            seen.Add(readings.Current.Inspected.File);
            Assert.That(Volatile.Read(ref begun) - seen.Count, Is.LessThanOrEqualTo(most));
        }

        await readings.DisposeAsync();
        Assert.That(seen, Is.EqualTo(Files));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Who_leaves_early_leaves_no_reader_behind(CancellationToken limit)
    {
        var running = 0;
        await foreach (var _ in ReadAhead.InOrderAsync(
            Files,
            async (file, stop) =>
            {
                Interlocked.Increment(ref running);
                try
                {
                    if (file != Files[0])
                    {
                        await Task.Delay(Timeout.Infinite, stop);
                    }
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }

                return Reading(file);
            },
            limit))
        {
            break;
        }

        Assert.That(running, Is.Zero);
    }

    [Test]
    public void A_mistake_of_a_reader_comes_out() =>
        Assert.That(
            async () =>
            {
                await foreach (var _ in ReadAhead.InOrderAsync(Files, (_, _) => throw new InvalidOperationException("mistake"), CancellationToken.None))
                {
                }
            },
            Throws.InvalidOperationException.With.Message.EqualTo("mistake"));
}
