using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Rules.Packages;

/// <summary>state.notcheckedout: the asset is about to be written, and its file cannot be.</summary>
internal sealed class PackageNotCheckedOutRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new PackageNotCheckedOutRule())
    {
        Id = "state.notcheckedout",
        Description = "The file of an asset that is being imported, saved or was changed can be written.",
        Reason = "The changes cannot be saved, or are lost at the next update, because somebody else may have the file checked out.",
        Remedy = "Check the asset out, then save it.",
        Severity = Severity.Error,
        Needs = FactKinds.Package,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Asset.Facts.Package is not { IsReadOnly: true } package
            || !(package.IsDirty || judgement.UseCase is ValidationUseCase.Import or ValidationUseCase.Save))
        {
            return;
        }

        judgement.Report(
            package.IsCheckedOut switch
            {
                true => "The asset is checked out, but its file is read-only.",
                false => "The asset is not checked out, and its file is read-only.",
                null => "The file of the asset is read-only.",
            },
            package.IsCheckedOut == true
                ? "Make the file writable, then save the asset."
                : "Check the asset out in source control (or make its file writable where there is none), then save it.");
    }
}
