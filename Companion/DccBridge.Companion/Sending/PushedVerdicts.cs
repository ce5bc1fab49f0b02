using System.Threading.Channels;
using DccBridge.Companion.Cli;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Sending;

/// <summary>
/// The verdicts that the editor pushes, gathered until every wanted asset has one. Others' runs push too: what is not wanted is dropped, and a
/// verdict on other content than was sent does not count.
/// </summary>
internal sealed class PushedVerdicts
{
    /// <summary>The editor pushes while the import runs and nobody takes; more than this are of other runs and the oldest go.</summary>
    private const int MaxWaiting = 100_000;

    /// <summary>An editor that loses verdicts again and again is not asked for ever.</summary>
    private const int MaxAsked = 3;

    private readonly Channel<Verdict?> _arrived = Channel.CreateBounded<Verdict?>(new BoundedChannelOptions(MaxWaiting)
    {
        FullMode = BoundedChannelFullMode.DropOldest,
        SingleReader = true,
    });

    private bool _lost;

    /// <summary>Takes a pushed verdict; never waits.</summary>
    public void Add(VerdictEvent pushed) => _arrived.Writer.TryWrite(pushed.Verdict);

    /// <summary>The link is gone for good.</summary>
    public void Fail(Exception reason) => _arrived.Writer.TryComplete(reason);

    /// <summary>Verdicts may have been lost on the way; never waits.</summary>
    public void Lose()
    {
        Volatile.Write(ref _lost, true);
        _arrived.Writer.TryWrite(null);
    }

    /// <summary>Waits until each wanted asset has its verdict.</summary>
    /// <param name="wanted">By asset path: the content hash that was sent; empty takes any.</param>
    /// <param name="quiet">Longest time without any wanted verdict.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="progress">Told how many have come.</param>
    /// <param name="askAgain">Has the editor judge these assets again after verdicts were lost.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The verdicts, in the order of the paths.</returns>
    /// <exception cref="CommandFailure">Some did not come; the text names them.</exception>
    public async Task<IReadOnlyList<Verdict>> CollectAsync(
        IReadOnlyDictionary<string, string> wanted,
        TimeSpan quiet,
        TimeProvider time,
        Action<int> progress,
        Func<IReadOnlyList<string>, CancellationToken, Task> askAgain,
        CancellationToken cancellation)
    {
        var found = new Dictionary<string, Verdict>(StringComparer.OrdinalIgnoreCase);
        var last = time.GetTimestamp();
        var asked = 0;
        while (true)
        {
            if (Take(wanted, found))
            {
                last = time.GetTimestamp();
                progress(found.Count);
            }

            string[] missing = [.. wanted.Keys.Where(p => !found.ContainsKey(p))];
            if (missing.Length == 0)
            {
                return [.. found.Values.OrderBy(v => v.AssetPath, StringComparer.OrdinalIgnoreCase)];
            }

            if (Interlocked.Exchange(ref _lost, false) && asked < MaxAsked)
            {
                asked++;
                await askAgain(missing, cancellation).ConfigureAwait(false);
                last = time.GetTimestamp();
                continue;
            }

            // Measured from the last wanted one: a busy editor may push the verdicts of others for ever.
            var left = quiet - time.GetElapsedTime(last);
            try
            {
                await _arrived.Reader.WaitToReadAsync(cancellation).AsTask().WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException e)
            {
                throw Missing(missing, quiet, e);
            }
        }
    }

    /// <summary>Takes what has come; true when anything wanted was among it.</summary>
    private bool Take(IReadOnlyDictionary<string, string> wanted, Dictionary<string, Verdict> found)
    {
        var any = false;
        while (_arrived.Reader.TryRead(out var verdict))
        {
            if (verdict is not null && wanted.TryGetValue(verdict.AssetPath, out var hash) && (hash.Length == 0 || verdict.ContentHash is null || verdict.ContentHash == hash))
            {
                found[verdict.AssetPath] = verdict;
                any = true;
            }
        }

        return any;
    }

    private static CommandFailure Missing(string[] all, TimeSpan quiet, Exception inner)
    {
        const int Most = 5;
        var more = all.Length > Most ? $" and {all.Length - Most} more" : "";
        return new CommandFailure(
            FailureCodes.Timeout,
            $"Everything was imported, but the editor pushed no verdict for {string.Join(", ", all.Take(Most))}{more} within {quiet.TotalSeconds:0.#} s. Run 'dccbridge validate' to see their findings; 'dccbridge doctor' tells whether the editor is blocked.",
            inner);
    }
}
