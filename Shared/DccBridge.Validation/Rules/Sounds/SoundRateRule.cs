using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Sounds;

/// <summary>snd.rate: the sample rates that need no conversion. 48,000 Hz is DccBridge's addition to those of the marketplace.</summary>
internal sealed class SoundRateRule(RuleThresholds thresholds) : IRule
{
    private readonly bool _allow48000 = thresholds["allow48000"] > 0;

    public static RuleDefinition Definition { get; } = new(thresholds => new SoundRateRule(thresholds))
    {
        Id = "snd.rate",
        Description = "A sound has 22,050, 44,100 or 48,000 samples per second.",
        Reason = "Other rates are converted when the project is built, which costs quality, or memory that nobody hears.",
        Remedy = "Export the sound with 44,100 or 48,000 Hz.",
        Severity = Severity.Warning,
        Needs = FactKinds.Sound,
        Thresholds =
        [
            new() { Name = "allow48000", Description = "1 allows 48,000 Hz, 0 does not.", Default = 1, Minimum = 0, Maximum = 1, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Asset.Facts.Sound is { } sound && sound.SampleRate is not (22_050 or 44_100) && !(_allow48000 && sound.SampleRate == 48_000))
        {
            judgement.Report(
                Invariant($"The sound has {sound.SampleRate:N0} samples per second; allowed are 22,050{(_allow48000 ? ", 44,100 and 48,000" : " and 44,100")}."),
                $"Export the sound with {(_allow48000 ? "48,000 or " : "")}44,100 Hz and send it again.");
        }
    }
}
