using DccBridge.AssetFiles;
using DccBridge.Companion.Transfers;
using DccBridge.Validation;

namespace DccBridge.Companion.Offline;

/// <summary>Judges files on disk as an empty project that they are sent to would.</summary>
/// <param name="rules">The rules.</param>
/// <param name="time">Dates the run.</param>
internal sealed class OfflineValidation(RuleSet rules, TimeProvider time)
{
    private int _done;

    /// <summary>Files that have been judged; read from any thread.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Reads and judges.</summary>
    /// <param name="collected">The files.</param>
    /// <param name="progress">Told how many files are done; must not block.</param>
    /// <param name="cancellation">Stops between files and between the blocks of a file.</param>
    public async Task<OfflineResult> RunAsync(CollectedFiles collected, Action<int> progress, CancellationToken cancellation)
    {
        var started = time.GetUtcNow().UtcDateTime;
        var runId = Guid.NewGuid();
        var judge = new FileJudge(rules, runId, started);
        foreach (var folder in collected.Closed)
        {
            judge.Closed(folder);
        }

        var alone = new List<CollectedFile>(collected.Files.Count);
        foreach (var group in collected.Files.GroupBy(f => f.AssetPath, StringComparer.OrdinalIgnoreCase))
        {
            if (group.Skip(1).Any())
            {
                judge.Shared([.. group]);
                _done += group.Count();
            }
            else
            {
                alone.Add(group.First());
            }
        }

        // The order in which a send imports them.
        var ordered = alone.OrderBy(f => f.AssetPath, StringComparer.OrdinalIgnoreCase).ToArray();
        var limits = AssetFileLimits.Default with { MaxUvGridSteps = rules.ReadsUvOverlaps ? AssetFileLimits.Default.MaxUvGridSteps : 0 };
        var readings = ReadAhead.InOrderAsync(ordered, (file, stop) => FileInspector.Read(file, limits, AssetFileDepth.Checked, static _ => { }, stop), cancellation);
        await foreach (var reading in readings.ConfigureAwait(false))
        {
            judge.Judge(reading);
            progress(Interlocked.Increment(ref _done));
        }

        return new OfflineResult
        {
            RunId = runId,
            Started = started,
            Ended = time.GetUtcNow().UtcDateTime,
            SettingsFiles = rules.SettingsFiles,
            Rules = rules.Rules,
            Assets = judge.Assets,
            Skipped = collected.Skipped,
            Files = collected.Files.Count,
        };
    }
}
