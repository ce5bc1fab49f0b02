using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Validation;

namespace DccBridge.Server.ValidationRuns;

/// <summary>Judges assets and publishes the verdicts. Never on the engine thread.</summary>
internal sealed class ValidationRun(RulesInForce rules, VerdictPublisher publisher, TimeProvider time)
{
    /// <summary>The rules as they are now.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.InvalidSettings"/>.</exception>
    public RuleSet Rules => rules.Current;

    /// <summary>Judges one asset among the others of its run and pushes the verdict.</summary>
    /// <exception cref="RpcException">The settings are wrong, or the disk is full.</exception>
    public Verdict Judge(AssetToJudge asset, Guid runId, ValidationUseCase useCase, IOtherAssets others)
    {
        var verdict = ProjectFindings.AddTo(rules.Current.Judge(asset.Record, runId, useCase, others), asset.Found);
        publisher.Publish(verdict);
        return verdict;
    }

    /// <summary>As <see cref="Judge"/>, for what is done whatever the settings say: wrong settings become a finding.</summary>
    /// <exception cref="RpcException">The disk is full.</exception>
    public void JudgeDone(AssetToJudge asset, Guid runId, ValidationUseCase useCase) =>
        publisher.Publish(ProjectFindings.AddTo(JudgeOnly(asset.Record, runId, useCase), asset.Found));

    /// <summary>What the rules say; wrong settings become a finding. Nothing is pushed.</summary>
    public Verdict JudgeOnly(AssetRecord asset, Guid runId, ValidationUseCase useCase)
    {
        try
        {
            return rules.Current.Judge(asset, runId, useCase);
        }
        catch (RpcException exception) when (exception.Code == ErrorCode.InvalidSettings)
        {
            return NotValidated(asset, runId, useCase, exception.Message);
        }
    }

    /// <summary>Pushes a verdict.</summary>
    /// <exception cref="RpcException">The disk is full.</exception>
    public void Publish(Verdict verdict) => publisher.Publish(verdict);

    /// <summary>Returns when all verdicts are on the disk.</summary>
    public void Flush() => publisher.Flush();

    private Verdict NotValidated(AssetRecord asset, Guid runId, ValidationUseCase useCase, string problem) => new()
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
                Message = $"The asset was not validated, because the settings are wrong: {problem}",
                Fix = "Mend the settings file of the project, then validate the asset again.",
            },
        ],
        UseCase = useCase,
        ValidatedAt = time.GetUtcNow().UtcDateTime,
        SourcePath = asset.Source?.Path,
        ContentHash = asset.Source?.ContentHash,
    };
}
