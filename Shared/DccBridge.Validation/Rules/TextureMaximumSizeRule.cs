using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules;

/// <summary>tex.maxsize: the longer side decides.</summary>
internal sealed class TextureMaximumSizeRule(RuleThresholds thresholds) : IRule
{
    private readonly int _warnAbove = (int)thresholds["warnAbove"];
    private readonly int _errorAbove = (int)thresholds["errorAbove"];

    public static RuleDefinition Definition { get; } = new(thresholds => new TextureMaximumSizeRule(thresholds))
    {
        Id = "tex.maxsize",
        Description = "Neither side of a texture is too long.",
        Remedy = "Resize the texture in the source.",
        Severity = Severity.Error,
        Thresholds =
        [
            new() { Name = "warnAbove", Description = "Pixels of the longer side above which it is a warning.", Default = 4096, Minimum = 1, Maximum = 65_536, Whole = true, AtMost = "errorAbove" },
            new() { Name = "errorAbove", Description = "Pixels of the longer side above which it is an error.", Default = 8192, Minimum = 1, Maximum = 65_536, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Texture is not { } texture)
        {
            return;
        }

        var longer = Math.Max(texture.Width, texture.Height);
        var isError = longer > _errorAbove;
        if (!isError && longer <= _warnAbove)
        {
            return;
        }

        var limit = isError ? _errorAbove : _warnAbove;
        judgement.Report(
            Invariant($"{texture.Width} x {texture.Height} px: the longer side is {longer} px; {(isError ? "more than" : "it should not be more than")} {limit} px{(isError ? " is not allowed" : "")}."),
            Invariant($"Resize the texture in the source so that its longer side is at most {Math.Min(_warnAbove, _errorAbove)} px, and send it again."),
            severity: isError ? null : Severity.Warning);
    }
}
