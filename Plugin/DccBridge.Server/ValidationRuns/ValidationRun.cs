using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;

namespace DccBridge.Server.ValidationRuns;

/// <summary>Judges assets and publishes the verdicts. Never on the engine thread.</summary>
internal sealed class ValidationRun(RulesInForce rules, VerdictPublisher publisher, TimeProvider time)
{
    /// <summary>The rules as they are now.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.InvalidSettings"/>.</exception>
    public Validation.RuleSet Rules => rules.Current;

    /// <summary>Judges one asset and pushes the verdict.</summary>
    /// <exception cref="RpcException">The settings are wrong, or the disk is full.</exception>
    public Verdict Judge(AssetRecord asset, Guid runId, ValidationUseCase useCase)
    {
        var verdict = rules.Current.Judge(asset, runId, useCase);
        publisher.Publish(verdict);
        return verdict;
    }

    /// <summary>As <see cref="Judge"/>, for an import that is done whatever the settings say: wrong settings become a finding.</summary>
    /// <exception cref="RpcException">The disk is full.</exception>
    public void JudgeImported(AssetRecord asset, Guid runId)
    {
        try
        {
            Judge(asset, runId, ValidationUseCase.Import);
        }
        catch (RpcException exception) when (exception.Code == ErrorCode.InvalidSettings)
        {
            publisher.Publish(NotValidated(asset, runId, exception.Message));
        }
    }

    /// <summary>Returns when all verdicts are on the disk.</summary>
    public void Flush() => publisher.Flush();

    private Verdict NotValidated(AssetRecord asset, Guid runId, string problem) => new()
    {
        RunId = runId,
        AssetPath = asset.Path,
        AssetClass = asset.Class,
        Outcome = VerdictOutcome.NotValidated,
        Findings =
        [
            new Finding
            {
                RuleId = "settings",
                Severity = Severity.Warning,
                Message = $"The asset was imported and not validated, because the settings are wrong: {problem}",
                Fix = "Mend the settings file of the project, then validate the asset again.",
            },
        ],
        UseCase = ValidationUseCase.Import,
        ValidatedAt = time.GetUtcNow().UtcDateTime,
        SourcePath = asset.Source?.Path,
        ContentHash = asset.Source?.ContentHash,
    };
}
