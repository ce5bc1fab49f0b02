using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Names;

/// <summary>name.variant: the number at the end of a name has as many digits as all others.</summary>
internal sealed class NameVariantRule(RuleThresholds thresholds) : IRule
{
    private readonly int _digits = (int)thresholds["digits"];

    public static RuleDefinition Definition { get; } = new(thresholds => new NameVariantRule(thresholds))
    {
        Id = "name.variant",
        Description = "The number of a variant, at the end of a name or before a texture's suffix, has two digits (SM_Rock_01).",
        Reason = "Numbers with as many digits sort in their order: Rock_10 comes after Rock_09, but before Rock_9.",
        Remedy = "Rename the source file, the material in the DCC, or the asset to the suggested name.",
        Severity = Severity.Info,
        Thresholds =
        [
            new() { Name = "digits", Description = "Digits of a variant's number; greater numbers may have more.", Default = 2, Minimum = 1, Maximum = 6, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        var stem = judgement.Stem;
        var underscore = stem.LastIndexOf('_');
        var number = stem[(underscore + 1)..];
        if (underscore <= 0 || number.IsEmpty || number.Length == _digits || number.ContainsAnyExceptInRange('0', '9'))
        {
            return;
        }

        // 512 cannot be written with two digits: a resolution, or a great many variants.
        var plain = number.TrimStart('0');
        if (plain.Length > _digits)
        {
            return;
        }

        var name = judgement.Name;
        var start = judgement.StemStart + underscore + 1;
        var suggestion = string.Concat(name[..start], plain.ToString().PadLeft(_digits, '0'), name[(start + number.Length)..]);
        judgement.Report(
            Invariant($"In the name {Quoted.Name(name)} the number {Quoted.Name(number)} has {number.Length:N0} digits instead of {_digits}."),
            judgement.RenameTo(Quoted.Name(suggestion)),
            judgement.MaterialLocator);
    }
}
