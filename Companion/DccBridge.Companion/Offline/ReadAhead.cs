using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DccBridge.Companion.Transfers;

namespace DccBridge.Companion.Offline;

/// <summary>
/// Reads files on all cores and gives them in their order. What was read and not yet taken is bounded, and so is what is read at once:
/// the largest files, which take the most memory, one after the other.
/// </summary>
internal static class ReadAhead
{
    /// <summary>More readers than this wait for the disk and for each other.</summary>
    private const int MostReaders = 16;

    /// <summary>From this length on, in bytes, files are read one at a time.</summary>
    private const long LargeFile = 64 << 20;

    /// <summary>Reads them.</summary>
    /// <param name="files">The files, in the order in which they are wanted.</param>
    /// <param name="read">Reads one; throws only when it is cancelled or by mistake.</param>
    /// <param name="cancellation">Stops at the next block of each file.</param>
    public static async IAsyncEnumerable<FileReading> InOrderAsync(
        IReadOnlyList<CollectedFile> files,
        Func<CollectedFile, CancellationToken, Task<FileReading>> read,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var readers = Math.Clamp(Environment.ProcessorCount, 1, MostReaders);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var large = new SemaphoreSlim(1);

        // Each place in the queue is a reader at work, or a reading that waits for those before it.
        var queue = Channel.CreateBounded<Task<FileReading>>(new BoundedChannelOptions(readers) { SingleReader = true, SingleWriter = true });
        var filling = FillAsync();
        Task taken = Task.CompletedTask;
        try
        {
            await foreach (var reading in queue.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                taken = reading;
                yield return await reading.ConfigureAwait(false);
            }

            await filling.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await EndAsync([filling, taken], queue.Reader).ConfigureAwait(false);
        }

        async Task FillAsync()
        {
            try
            {
                foreach (var file in files)
                {
                    await queue.Writer.WaitToWriteAsync(stop.Token).ConfigureAwait(false);
                    queue.Writer.TryWrite(Task.Run(() => ReadAsync(file), stop.Token));
                }
            }
            finally
            {
                queue.Writer.Complete();
            }
        }

        async Task<FileReading> ReadAsync(CollectedFile file)
        {
            var isLarge = new FileInfo(file.FullPath) is { Exists: true, Length: >= LargeFile };
            if (isLarge)
            {
                await large.WaitAsync(stop.Token).ConfigureAwait(false);
            }

            try
            {
                return await read(file, stop.Token).ConfigureAwait(false);
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

    /// <summary>Waits for what still runs, so that nothing outlives the run. It ends at its next block; how it ends tells nothing new.</summary>
    private static async Task EndAsync(IEnumerable<Task> running, ChannelReader<Task<FileReading>> left)
    {
        foreach (var task in running)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        while (left.TryRead(out var reading))
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
