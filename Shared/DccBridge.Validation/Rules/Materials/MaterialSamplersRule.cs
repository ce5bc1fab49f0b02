using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Materials;

/// <summary>mat.samplers: textures of one material share their samplers.</summary>
internal sealed class MaterialSamplersRule(RuleThresholds thresholds) : IRule
{
    private readonly int _max = (int)thresholds["maxFromAsset"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MaterialSamplersRule(thresholds))
    {
        Id = "mat.samplers",
        Description = "The texture samplers of a material are shared instead of taken from the texture.",
        Reason = "A material has 16 samplers. Those from the texture take one each; shared ones take one in all, so that later changes still compile.",
        Remedy = "Set Sampler Source to Shared: Wrap or Shared: Clamp in the material's texture samples.",
        Severity = Severity.Info,
        Needs = FactKinds.Material,
        Thresholds =
        [
            new() { Name = "maxFromAsset", Description = "Most samplers that may take their settings from the texture.", Default = 0, Minimum = 0, Maximum = 16, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Asset.Facts.Material?.SamplersFromAsset is { } count && count > _max)
        {
            judgement.Report(
                Invariant($"{count:N0} texture samplers take their settings from the texture; at most {_max} should."),
                "Set Sampler Source to Shared: Wrap (or Shared: Clamp) in the texture samples of the material.");
        }
    }
}
