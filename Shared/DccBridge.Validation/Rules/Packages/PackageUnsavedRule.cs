using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Rules.Packages;

/// <summary>state.unsaved: what is submitted is the file, not what the editor shows.</summary>
internal sealed class PackageUnsavedRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new PackageUnsavedRule())
    {
        Id = "state.unsaved",
        Description = "An asset that is about to be submitted has no changes that were not saved.",
        Reason = "Source control takes the file on the disk: the changes that the editor shows, and that were judged, would not be in it.",
        Remedy = "Save the asset, then submit.",
        Severity = Severity.Error,
        Needs = FactKinds.Package,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.UseCase == ValidationUseCase.PreSubmit && judgement.Asset.Facts.Package is { IsDirty: true })
        {
            judgement.Report(
                "The editor holds changes of the asset that were not saved; the submit would not have them.",
                "Save the asset in Unreal, validate it again, then submit.");
        }
    }
}
