using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Server.Operations;
using DccBridge.Server.Storage;
using DccBridge.Server.ValidationRuns;

namespace DccBridge.Server.Handlers.Assets;

/// <summary>asset.import: each item by itself on the engine thread, then the judgement of what it made. One item that fails stops no other.</summary>
internal sealed class ImportAssets(IEditorAssets assets, IAssetImporter importer, NewTextures textures, IContentStore content, ValidationRun validation, ProjectValidation project, EngineCalls engine, IBridgeLog log)
{
    /// <summary>Items that wait for the engine at once: as many as a slow tick can take, and few enough to leave room for others.</summary>
    private const int Ahead = 256;

    /// <summary>Refuses params that no item of which could be imported.</summary>
    /// <exception cref="RpcException">They are not allowed.</exception>
    public static void Verify(ImportAssetsParams parameters) => AssetPaths.VerifyCount(parameters.Items.Count, 1, "items");

    /// <summary>Imports as an operation.</summary>
    public async Task<ImportAssetsResult> RunAsync(Operation operation, ImportAssetsParams parameters)
    {
        var items = parameters.Items;
        var waiting = new Queue<Task<Imported>>();
        var results = new List<ImportItemResult>(items.Count);
        for (var next = 0; results.Count < items.Count;)
        {
            while (next < items.Count && waiting.Count < Ahead)
            {
                waiting.Enqueue(BeginAsync(operation, items[next++]));
            }

            var item = items[results.Count];
            operation.Report((double)results.Count / items.Count, $"Importing {item.FileName} ({results.Count + 1} of {items.Count})");
            var imported = await waiting.Dequeue().ConfigureAwait(false);
            Judge(imported.Assets, operation.Id);
            results.Add(imported.Result);
        }

        validation.Flush();
        return Conclude(operation, results);
    }

    /// <summary>Imports as one call of a batch: all items in the same tick.</summary>
    public EngineJob<ImportAssetsResult> Prepare(ImportAssetsParams parameters, Guid runId)
    {
        Verify(parameters);
        var files = parameters.Items.Select(item => (Item: item, Error: FindProblem(item, out var file), File: file)).ToList();
        List<Imported> imported = [];
        return new EngineJob<ImportAssetsResult>(
            () => imported = files.Select(file => file.Error is { } error ? Failed(file.Item, error) : Import(file.Item, file.File!)).ToList(),
            () =>
            {
                foreach (var one in imported)
                {
                    Judge(one.Assets, runId);
                }

                validation.Flush();
                return new ImportAssetsResult { Items = imported.Select(one => one.Result).ToList() };
            });
    }

    private sealed record Imported(ImportItemResult Result, IReadOnlyList<AssetToJudge> Assets);

    private static Imported Failed(ImportItem item, RpcException error) =>
        new(new ImportItemResult { DestinationPath = item.DestinationPath, Error = error.ToError() }, []);

    /// <summary>Stopped on the way: what was done stays, and the error says how much that is.</summary>
    private static ImportAssetsResult Conclude(Operation operation, List<ImportItemResult> results)
    {
        var stopped = results.Where(result => result.Error is { Outcome: Outcome.NotStarted, Code: ErrorCode.Cancelled or ErrorCode.EditorStopping or ErrorCode.Busy }).ToList();
        if (stopped.Count == 0 || (stopped.Count < results.Count && stopped.All(result => result.Error!.Code == ErrorCode.Busy)))
        {
            return new ImportAssetsResult { Items = results };
        }

        var error = stopped[0].Error!;
        var done = results.Count - stopped.Count;
        if (done == 0)
        {
            throw new RpcException(error.Code, error.Message, Outcome.NotStarted, operation.Id);
        }

        throw new RpcException(
            error.Code,
            $"The import was stopped after {done} of {results.Count} items; what was imported stays. Import again to do the rest: what is there already is skipped.",
            Outcome.Unknown,
            operation.Id,
            new Dictionary<string, string> { ["done"] = done.ToString(System.Globalization.CultureInfo.InvariantCulture) });
    }

    private async Task<Imported> BeginAsync(Operation operation, ImportItem item)
    {
        if (FindProblem(item, out var file) is { } problem)
        {
            return Failed(item, problem);
        }

        try
        {
            return await engine.RunItemAsync(operation, () => Import(item, file!)).ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            return Failed(item, exception);
        }
    }

    /// <summary>Everything that can be known without the engine.</summary>
    private RpcException? FindProblem(ImportItem item, out string? file)
    {
        file = null;
        if (!AssetPath.Check(item.DestinationPath, out var problem))
        {
            return new RpcException(ErrorCode.InvalidAssetPath, problem, Outcome.NotStarted);
        }

        if (item.FileName.Length is 0 or > 255 || item.FileName.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
        {
            return new RpcException(ErrorCode.InvalidParams, "'fileName' must be a name of 1 to 255 characters without folders.", Outcome.NotStarted);
        }

        try
        {
            file = content.PathOf(item.ContentHash);
            return null;
        }
        catch (RpcException missing)
        {
            return missing;
        }
    }

    /// <summary>On the engine thread. A failure is the item's own.</summary>
    private Imported Import(ImportItem item, string file)
    {
        try
        {
            var made = importer.Import(item, file);
            var records = textures.Settle(made, [.. made.Select(asset => assets.Get(asset.Path)).OfType<AssetRecord>()]);
            return new Imported(new ImportItemResult { DestinationPath = item.DestinationPath, Assets = made }, project.ExamineImported(records));
        }
        catch (EditorException exception)
        {
            return Failed(item, EditorErrors.From(exception));
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            return Failed(item, DiskFull.Error($"'{item.FileName}'", Outcome.Failed));
        }
        catch (Exception exception)
        {
            log.Write(BridgeLogLevel.Error, $"The import of '{item.FileName}' to '{item.DestinationPath}' failed.", exception);
            return Failed(item, new RpcException(ErrorCode.Internal, $"'{item.FileName}' could not be imported; the editor's log says more.", Outcome.Unknown));
        }
    }

    private void Judge(IReadOnlyList<AssetToJudge> imported, Guid runId)
    {
        foreach (var asset in imported)
        {
            validation.JudgeDone(asset, runId, ValidationUseCase.Import);
        }
    }
}
