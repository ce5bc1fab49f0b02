using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Sending;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>The stages of an activity as one progress: each has its share of the whole.</summary>
internal sealed class ActivityBoard(Activity activity, ActivityLog log, IReadOnlyList<(string Stage, double Share)> stages) : IStageBoard
{
    /// <summary>Name of the stage in which a DCC exports.</summary>
    public const string Export = "Export";

    private const double Step = 0.005;

    private readonly Lock _gate = new();
    private string? _stage;
    private double _progress;

    /// <summary>The stages of a send.</summary>
    public static IReadOnlyList<(string Stage, double Share)> OfSend { get; } = [(SendStages.Hash, 0.1), (SendStages.Upload, 0.4), (SendStages.Import, 0.4), (SendStages.Validate, 0.1)];

    /// <summary>The stages of an export that is sent.</summary>
    public static IReadOnlyList<(string Stage, double Share)> OfExport { get; } = [(Export, 0.3), (SendStages.Hash, 0.05), (SendStages.Upload, 0.3), (SendStages.Import, 0.3), (SendStages.Validate, 0.05)];

    /// <summary>The one stage of a validation.</summary>
    public static IReadOnlyList<(string Stage, double Share)> OfValidation { get; } = [(SendStages.Validate, 1)];

    /// <inheritdoc/>
    public void Report(string stage, double done, double total)
    {
        var before = stages.TakeWhile(s => s.Stage != stage).Sum(s => s.Share);
        var share = stages.FirstOrDefault(s => s.Stage == stage).Share;
        var progress = Math.Clamp(before + (share * (total <= 0 ? 1 : Math.Clamp(done / total, 0, 1))), 0, 1);
        lock (_gate)
        {
            // Reports come per block of a file and per verdict: only what can be seen is told. It never goes back.
            if (stage == _stage && progress < _progress + Step)
            {
                return;
            }

            (_stage, _progress) = (stage, Math.Max(progress, _progress));
            progress = _progress;
        }

        log.Change(activity, k => k.HasEnded ? k : k with { View = k.View with { Stage = KeptWord(stage), Progress = progress } }, keep: false);
    }

    /// <inheritdoc/>
    public void Say(string line) => log.Change(activity, k => k.HasEnded ? k : k with { View = k.View with { Message = line } }, keep: false);

    private static string KeptWord(string stage) => stage.ToLowerInvariant();
}
