using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Animations;

/// <summary>anim.fps: an animation has the project's rate and is a whole number of frames long. Silent about what its file does not tell.</summary>
internal sealed class AnimationRateRule(RuleThresholds thresholds) : IRule
{
    // Times are single precision in many files: after an hour at 60 Hz the last frame is a hundredth off.
    private const double FrameTolerance = 0.05;

    private readonly double _fps = thresholds["fps"];
    private readonly double _tolerance = thresholds["tolerance"];

    public static RuleDefinition Definition { get; } = new(thresholds => new AnimationRateRule(thresholds))
    {
        Id = "anim.fps",
        Description = "Each animation has the project's frame rate, where that is set, and a range of whole frames that is not empty.",
        Reason = "Unreal resamples other rates: fast movements blur and feet slide. A range that ends between two frames loses its end, so that loops jump.",
        Remedy = "Set frame rate and range of the scene in the DCC and export again; set fps to the project's rate in DccBridge.settings.json.",
        Severity = Severity.Warning,
        Needs = FactKinds.Animations,
        Thresholds =
        [
            new() { Name = "fps", Description = "Frames per second of the project's animations; 0 allows each rate.", Default = 0, Minimum = 0, Maximum = 1000 },
            new() { Name = "tolerance", Description = "How far the rate may be from that, in frames per second.", Default = 0.01, Minimum = 0, Maximum = 1000 },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        var animations = judgement.Asset.Facts.Animations;
        for (var i = 0; i < animations.Count; i++)
        {
            JudgeRate(ref judgement, animations[i]);
            JudgeRange(ref judgement, animations[i]);
        }
    }

    private void JudgeRate(ref AssetJudgement judgement, AnimationFacts animation)
    {
        var rate = animation.FramesPerSecond;
        if (_fps > 0 && rate != 0 && !(Math.Abs(rate - _fps) <= _tolerance) && judgement.Takes())
        {
            judgement.Report(
                Invariant($"The animation {Quoted.Name(animation.Name)} has {rate:0.###} frames per second; the project has {_fps:0.###}."),
                Invariant($"Set the frame rate of the scene to {_fps:0.###} in the DCC, see that the keys still lie on frames, and export again."));
        }
    }

    private static void JudgeRange(ref AssetJudgement judgement, AnimationFacts animation)
    {
        var seconds = animation.EndSeconds - animation.StartSeconds;
        if (!(seconds > 0))
        {
            if (judgement.Takes())
            {
                judgement.Report(
                    Invariant($"The animation {Quoted.Name(animation.Name)} ends at {animation.EndSeconds:0.###} s, where it begins or before: it has no length."),
                    "Set the range of the animation in the DCC (at least two frames) and export again, or leave it out of the export.");
            }

            return;
        }

        var frames = seconds * animation.FramesPerSecond;
        if (animation.FramesPerSecond > 0 && double.IsFinite(frames) && Math.Abs(frames - Math.Round(frames)) > FrameTolerance && judgement.Takes())
        {
            judgement.Report(
                Invariant($"The animation {Quoted.Name(animation.Name)} is {frames:0.##} frames long ({seconds:0.###} s at {animation.FramesPerSecond:0.###} frames per second): it ends between two frames."),
                "Let range and keys begin and end on whole frames in the DCC (Blender: Key > Snap > Selection to Nearest Frame; Maya: Keys > Snap) and export again.");
        }
    }
}
