using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Client;

/// <summary>Calls that run in order within one engine tick: add them, give the batch to <see cref="EditorClient.RunBatchAsync"/>, then read the results. Used once.</summary>
/// <param name="stopOnError">True: the calls after a failed one are not run.</param>
public sealed class EditorBatch(bool stopOnError = false)
{
    /// <summary>The most calls of a batch, part of the protocol.</summary>
    public const int MaxCalls = 256;

    private readonly List<BatchCall> _calls = [];
    private readonly List<IBatchEntry> _entries = [];
    private bool _sealed;

    /// <summary>Calls so far.</summary>
    public int Count => _calls.Count;

    /// <summary>Adds a call of any method that does not stream.</summary>
    /// <exception cref="InvalidOperationException">The batch is full, or was run already.</exception>
    public BatchEntry<TResult> Add<TParams, TResult>(string method, TParams parameters)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        if (_sealed || _calls.Count >= MaxCalls)
        {
            throw new InvalidOperationException(_sealed ? "The batch was run already; make a new one." : $"A batch holds {MaxCalls} calls at most; make another one for the rest.");
        }

        var entry = new BatchEntry<TResult>(method);
        _calls.Add(new BatchCall { Method = method, Params = MessageCodec.Encode(parameters) });
        _entries.Add(entry);
        return entry;
    }

    /// <summary>Adds <see cref="MethodNames.Asset.Get"/>.</summary>
    /// <exception cref="InvalidOperationException">The batch is full, or was run already.</exception>
    public BatchEntry<AssetRecord> GetAsset(string path) => Add<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = path });

    /// <summary>Adds <see cref="MethodNames.Asset.Find"/>.</summary>
    /// <exception cref="InvalidOperationException">The batch is full, or was run already.</exception>
    public BatchEntry<FindAssetsResult> FindAssets(FindAssetsParams parameters) => Add<FindAssetsParams, FindAssetsResult>(MethodNames.Asset.Find, parameters);

    /// <summary>Adds <see cref="MethodNames.Asset.Import"/>.</summary>
    /// <exception cref="InvalidOperationException">The batch is full, or was run already.</exception>
    public BatchEntry<ImportAssetsResult> ImportAssets(ImportAssetsParams parameters) => Add<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, parameters);

    /// <summary>Adds <see cref="MethodNames.Asset.Delete"/>.</summary>
    /// <exception cref="InvalidOperationException">The batch is full, or was run already.</exception>
    public BatchEntry<DeleteAssetsResult> DeleteAssets(IReadOnlyList<string> paths) => Add<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = paths });

    /// <summary>Adds <see cref="MethodNames.Asset.Rename"/>.</summary>
    /// <exception cref="InvalidOperationException">The batch is full, or was run already.</exception>
    public BatchEntry<RenameAssetResult> RenameAsset(string from, string to) => Add<RenameAssetParams, RenameAssetResult>(MethodNames.Asset.Rename, new RenameAssetParams { From = from, To = to });

    /// <summary>Adds <see cref="MethodNames.Validation.Run"/>.</summary>
    /// <exception cref="InvalidOperationException">The batch is full, or was run already.</exception>
    public BatchEntry<RunValidationResult> Validate(RunValidationParams parameters) => Add<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, parameters);

    internal BatchParams Seal()
    {
        if (_sealed)
        {
            throw new InvalidOperationException("The batch was run already; make a new one.");
        }

        _sealed = true;
        return new BatchParams { Calls = [.. _calls], StopOnError = stopOnError };
    }

    internal void Complete(BatchResult result)
    {
        if (result.Results.Count != _entries.Count)
        {
            throw new RpcException(ErrorCode.ProtocolViolation, $"The editor answered {result.Results.Count} of {_entries.Count} calls of a batch. Bring the plugin and this program to the same version.", Outcome.Completed);
        }

        foreach (var (entry, answer) in _entries.Zip(result.Results))
        {
            entry.Complete(answer);
        }
    }
}
