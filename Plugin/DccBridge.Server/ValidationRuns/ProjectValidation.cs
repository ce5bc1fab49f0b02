using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;

namespace DccBridge.Server.ValidationRuns;

/// <summary>Asks the project's own validators. On the engine thread only.</summary>
internal sealed class ProjectValidation(IProjectValidators validators, IBridgeLog log)
{
    /// <summary>What they say of these assets.</summary>
    /// <exception cref="EditorException">They cannot run.</exception>
    public IReadOnlyList<AssetToJudge> Examine(IReadOnlyList<AssetRecord> records, ValidationUseCase useCase)
    {
        if (records.Count == 0)
        {
            return [];
        }

        var found = validators.Validate([.. records.Select(record => record.Path)], useCase).ToLookup(finding => finding.AssetPath, StringComparer.OrdinalIgnoreCase);
        return [.. records.Select(record => new AssetToJudge(record, [.. found[record.Path]]))];
    }

    /// <summary>As <see cref="Examine"/>, for an import that is done whatever they say: that they cannot run becomes a finding.</summary>
    public IReadOnlyList<AssetToJudge> ExamineImported(IReadOnlyList<AssetRecord> records) => ExamineDone(records, ValidationUseCase.Import, "import");

    /// <summary>As <see cref="ExamineImported"/>, for other changes that are done.</summary>
    /// <param name="records">The assets as they are now.</param>
    /// <param name="useCase">Why they are judged.</param>
    /// <param name="what">What was done, as one word.</param>
    public IReadOnlyList<AssetToJudge> ExamineDone(IReadOnlyList<AssetRecord> records, ValidationUseCase useCase, string what)
    {
        try
        {
            return Examine(records, useCase);
        }
        catch (EditorException exception)
        {
            log.Write(BridgeLogLevel.Warning, $"The project's validators did not judge what an operation ({what}) changed.", exception);
            return [.. records.Select(record => new AssetToJudge(
                record,
                [new ProjectFinding(record.Path, Severity.Warning, $"The validators of the project did not judge the {what}: {exception.Message}")]))];
        }
    }
}
