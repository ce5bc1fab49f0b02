using DccBridge.Companion.Offline;
using DccBridge.Companion.Transfers;

namespace DccBridge.Tests.Companion.Offline;

[TestFixture]
public class ReadAheadTests
{
    private static readonly CollectedFile[] Files = [.. Enumerable.Range(0, 1000).Select(i => new CollectedFile($"/art/{i}", $"{i}", $"/Game/{i}"))];

    private static FileReading Reading(CollectedFile file) => new(new InspectedFile { File = file }, null);

    [Test]
    [CancelAfter(60_000)]
    public async Task Readings_come_in_order_and_no_more_are_begun_than_are_waited_for(CancellationToken limit)
    {
        using var first = new ManualResetEventSlim();
        var begun = 0;
        var readings = ReadAhead.InOrderAsync(
            Files,
            (file, stop) =>
            {
                Interlocked.Increment(ref begun);
                if (file == Files[0])
                {
                    first.Wait(stop);
                }

                return Reading(file);
            },
            limit).GetAsyncEnumerator(limit);
        var next = readings.MoveNextAsync();

        // The reader of the first file holds up the rest of its batch; the others read as far as they may.
        var most = ReadAhead.MostAhead - (ReadAhead.MostTogether - 1);
        Assert.That(SpinWait.SpinUntil(() => Volatile.Read(ref begun) >= most || limit.IsCancellationRequested, Timeout.Infinite), Is.True);
        Assert.That(Volatile.Read(ref begun), Is.EqualTo(most));
        first.Set();
        var seen = new List<CollectedFile>();
        for (var more = await next; more; more = await readings.MoveNextAsync())
        {
            seen.Add(readings.Current.Inspected.File);
            Assert.That(Volatile.Read(ref begun) - seen.Count, Is.LessThanOrEqualTo(ReadAhead.MostAhead));
        }

        await readings.DisposeAsync();
        Assert.That(seen, Is.EqualTo(Files));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Few_files_are_read_at_the_same_time(CancellationToken limit)
    {
        using var both = new Barrier(2);
        var seen = 0;
        await foreach (var _ in ReadAhead.InOrderAsync(
            Files[..2],
            (file, stop) =>
            {
                both.SignalAndWait(stop);
                return Reading(file);
            },
            limit))
        {
            seen++;
        }

        Assert.That(seen, Is.EqualTo(2));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Who_leaves_early_leaves_no_reader_behind(CancellationToken limit)
    {
        var running = 0;
        await foreach (var _ in ReadAhead.InOrderAsync(
            Files[..4],
            (file, stop) =>
            {
                Interlocked.Increment(ref running);
                try
                {
                    if (file != Files[0])
                    {
                        stop.WaitHandle.WaitOne();
                        stop.ThrowIfCancellationRequested();
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
    [CancelAfter(60_000)]
    public void Who_stops_waits_no_longer(CancellationToken limit)
    {
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(limit);
        Assert.That(
            async () =>
            {
                await foreach (var _ in ReadAhead.InOrderAsync(
                    Files,
                    (file, stop) =>
                    {
                        asked.Cancel();
                        stop.WaitHandle.WaitOne();
                        stop.ThrowIfCancellationRequested();
                        return Reading(file);
                    },
                    asked.Token))
                {
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
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
