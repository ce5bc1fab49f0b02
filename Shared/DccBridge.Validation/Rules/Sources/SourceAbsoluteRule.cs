using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Sources;

/// <summary>src.absolute: a source that lies where only its author finds it. Silent until a source folder is declared.</summary>
internal sealed class SourceAbsoluteRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new SourceAbsoluteRule())
    {
        Id = "src.absolute",
        Description = "The recorded source file lies below one of the folders that are declared for sources, if any are.",
        Reason = "A file on somebody's desktop is in no backup and no source control; nobody else can change the asset.",
        Remedy = "Move the file into the project's source folder and send it from there, or declare the folder where it is.",
        Severity = Severity.Warning,
        Needs = FactKinds.Source,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.SourceMaterial is not null
            || judgement.Asset.Source?.Path is not { Length: > 0 } path || judgement.SourceFiles.IsBelowRoot(path) is not false)
        {
            return;
        }

        judgement.Report(
            $"The source file {Quoted.End(path)} lies outside of the declared source folders.",
            "Move the file into the project's source folder and send it from there; or declare the folder where it is as a source folder.");
    }
}
