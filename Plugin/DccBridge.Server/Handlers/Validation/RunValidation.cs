using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Server.Handlers.Assets;
using DccBridge.Server.Operations;
using DccBridge.Server.ValidationRuns;
using DccBridge.Validation;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>validation.run: a snapshot of the assets on the engine thread, the judgement elsewhere.</summary>
internal sealed class RunValidation(IEditorAssets assets, ValidationRun validation, ProjectValidation project, EngineCalls engine)
{
    /// <summary>Assets that the project's validators judge in one go on the engine thread, which loads them: few, so that the editor stays usable.</summary>
    private const int ExaminedAtOnce = 16;

    /// <exception cref="DccBridge.Protocol.Errors.RpcException">The params are not allowed, or the settings are wrong.</exception>
    public void Verify(RunValidationParams parameters)
    {
        AssetPaths.VerifyCount(parameters.Paths.Count, 0, "paths");
        foreach (var path in parameters.Paths)
        {
            AssetPaths.VerifyFolder(path);
        }

        _ = validation.Rules;
    }

    /// <summary>Validates as an operation.</summary>
    public async Task<RunValidationResult> RunAsync(Operation operation, RunValidationParams parameters)
    {
        var all = await engine.RunItemAsync(operation, assets.List).ConfigureAwait(false);
        var others = new AssetSnapshot(all);
        var wanted = Select(all, parameters);
        var verdicts = new List<Verdict>(wanted.Count);
        foreach (var some in wanted.Chunk(ExaminedAtOnce))
        {
            operation.Cancellation.ThrowIfCancellationRequested();
            operation.Report((double)verdicts.Count / wanted.Count, $"Validating {some[0].Path} ({verdicts.Count + 1} of {wanted.Count})");
            var examined = await engine.RunItemAsync(operation, () => Examine(some, parameters.UseCase)).ConfigureAwait(false);
            verdicts.AddRange(examined.Select(asset => validation.Judge(asset, operation.Id, parameters.UseCase, others)));
        }

        validation.Flush();
        return new RunValidationResult { RunId = operation.Id, Verdicts = verdicts };
    }

    /// <summary>Validates as one call of a batch.</summary>
    public EngineJob<RunValidationResult> Prepare(RunValidationParams parameters, Guid runId)
    {
        Verify(parameters);
        IReadOnlyList<AssetRecord> all = [];
        IReadOnlyList<AssetToJudge> examined = [];
        return new EngineJob<RunValidationResult>(
            () =>
            {
                all = assets.List();
                examined = project.Examine(WithFacts(Select(all, parameters)), parameters.UseCase);
            },
            () =>
            {
                var others = new AssetSnapshot(all);
                var verdicts = examined.Select(asset => validation.Judge(asset, runId, parameters.UseCase, others)).ToList();
                validation.Flush();
                return new RunValidationResult { RunId = runId, Verdicts = verdicts };
            });
    }

    private IReadOnlyList<AssetToJudge> Examine(IReadOnlyList<AssetRecord> some, ValidationUseCase useCase)
    {
        IReadOnlyList<AssetToJudge> examined = [];
        EditorErrors.Translate(() => examined = project.Examine(WithFacts(some), useCase));
        return examined;
    }

    /// <summary>
    /// A list of all assets has no facts where an asset must be loaded for them. What is gone meanwhile is left out. A redirector has no facts, and loading it
    /// would load what it stands for.
    /// </summary>
    private List<AssetRecord> WithFacts(IReadOnlyList<AssetRecord> some) =>
        [.. some.Select(asset => asset.Class == AssetClasses.Redirector ? asset : assets.Get(asset.Path)).OfType<AssetRecord>()];

    private static List<AssetRecord> Select(IReadOnlyList<AssetRecord> all, RunValidationParams parameters) => parameters.Paths.Count == 0
        ? [.. all]
        : all.Where(asset => parameters.Paths.Any(path => AssetPath.IsAtOrBelow(asset.Path, path))).ToList();
}
