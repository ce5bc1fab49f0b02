using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Textures;

/// <summary>tex.maxsize: the longer side decides, as it will be in the game.</summary>
internal sealed class TextureMaximumSizeRule(RuleThresholds thresholds) : IRule
{
    private readonly int _warnAbove = (int)thresholds["warnAbove"];
    private readonly int _errorAbove = (int)thresholds["errorAbove"];

    public static RuleDefinition Definition { get; } = new(thresholds => new TextureMaximumSizeRule(thresholds))
    {
        Id = "tex.maxsize",
        Description = "Neither side of a texture, as it is in the game, is too long.",
        Reason = "Each doubling of the side takes four times the memory, on the disk, in the build and on the graphics card; many cards refuse more than 16,384 px.",
        Remedy = "Resize the texture in the source, or set Maximum Texture Size in its import settings.",
        Severity = Severity.Error,
        Needs = FactKinds.Texture,
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

        var imported = Math.Max(texture.Width, texture.Height);
        var isLimited = texture.MaxTextureSize > 0 && texture.MaxTextureSize < imported;
        var longer = isLimited ? texture.MaxTextureSize : imported;
        var isError = longer > _errorAbove;
        if (!isError && longer <= _warnAbove)
        {
            return;
        }

        var limit = isError ? _errorAbove : _warnAbove;
        judgement.Report(
            Invariant($"{texture.Width} x {texture.Height} px: the longer side is {longer} px{(isLimited ? " by its Maximum Texture Size" : "")}; {(isError ? "more than" : "it should not be more than")} {limit} px{(isError ? " is not allowed" : "")}."),
            Invariant($"Resize the texture in the source so that its longer side is at most {Math.Min(_warnAbove, _errorAbove)} px, and send it again; or set Maximum Texture Size to that in its import settings."),
            severity: isError ? null : Severity.Warning);
    }
}
