using System.Runtime.CompilerServices;
using DccBridge.Companion.Transfers;

namespace DccBridge.Companion.Offline;

/// <summary>
/// Reads files on all cores and gives them in their order. What was read and not yet taken is bounded, and so is what is read at once:
/// the largest files, which take the most memory, one after the other.
/// </summary>
/// <remarks>
/// Each reader has a thread of its own and takes several files that follow each other: handing over every small file by itself took as
/// long as reading a few of them.
/// </remarks>
internal static class ReadAhead
{
    /// <summary>More readers than this wait for the disk and for each other.</summary>
    private const int MostReaders = 16;

    /// <summary>Most files that one reader takes at once.</summary>
    internal const int MostTogether = 8;

    /// <summary>From this length on, in bytes, files are read one at a time.</summary>
    private const long LargeFile = 64 << 20;

    /// <summary>Two for each core: while one waits for the disk, another computes.</summary>
    private static int Readers => Math.Clamp(2 * Environment.ProcessorCount, 2, MostReaders);

    /// <summary>Most files that are read, or wait to be taken, at one time.</summary>
    internal static int MostAhead => 2 * Readers * MostTogether;

    /// <summary>Reads them.</summary>
    /// <param name="files">The files, in the order in which they are wanted.</param>
    /// <param name="read">Reads one, on the thread that calls it; throws only when it is cancelled or by mistake.</param>
    /// <param name="cancellation">Stops at the next block of each file.</param>
    public static async IAsyncEnumerable<FileReading> InOrderAsync(
        IReadOnlyList<CollectedFile> files,
        Func<CollectedFile, CancellationToken, FileReading> read,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Few files are shared out among the readers one by one.
        var together = Math.Clamp(files.Count / (4 * Readers), 1, MostTogether);
        Batch[] batches = [.. files.Chunk(together).Select(some => new Batch(some))];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var large = new SemaphoreSlim(1);
        using var ahead = new SemaphoreSlim(2 * Readers);
        var next = -1;
        Task[] readers =
        [
            .. Enumerable.Range(0, Math.Min(Readers, batches.Length))
                .Select(_ => Task.Factory.StartNew(ReadBatches, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        try
        {
            for (var taken = 0; taken < batches.Length; taken++)
            {
                foreach (var reading in await batches[taken].Readings.Task.WaitAsync(cancellation).ConfigureAwait(false))
                {
                    yield return reading;
                }

                // Its readings would fill the memory.
                batches[taken] = Batch.Empty;
                ahead.Release();
            }
        }
        finally
        {
            // Nothing outlives the run. A reader ends at its next block; what it met was told by its batch.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void ReadBatches()
        {
            while (true)
            {
                ahead.Wait(stop.Token);
                if (Interlocked.Increment(ref next) is var place && place >= batches.Length)
                {
                    return;
                }

                try
                {
                    batches[place].Readings.SetResult([.. batches[place].Files.Select(ReadOne)]);
                }
                catch (Exception e)
                {
                    batches[place].Readings.SetException(e);
                    return;
                }
            }
        }

        FileReading ReadOne(CollectedFile file)
        {
            stop.Token.ThrowIfCancellationRequested();
            var isLarge = file.FoundLength >= LargeFile;
            if (isLarge)
            {
                large.Wait(stop.Token);
            }

            try
            {
                return read(file, stop.Token);
            }
            finally
            {
                if (isLarge)
                {
                    large.Release();
                }
            }
        }
    }

    /// <summary>Files that one reader reads one after the other.</summary>
    private sealed record Batch(CollectedFile[] Files)
    {
        /// <summary>Stands where one was that has been taken.</summary>
        public static Batch Empty { get; } = new([]);

        /// <summary>What it read, in the same order; or why it could not.</summary>
        public TaskCompletionSource<FileReading[]> Readings { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
