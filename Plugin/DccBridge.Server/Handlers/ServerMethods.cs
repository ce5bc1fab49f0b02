using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Transfer;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Handlers.Assets;
using DccBridge.Server.Handlers.Batch;
using DccBridge.Server.Handlers.Editor;
using DccBridge.Server.Handlers.Operations;
using DccBridge.Server.Handlers.Session;
using DccBridge.Server.Handlers.Transfer;
using DccBridge.Server.Handlers.Validation;
using DccBridge.Server.Operations;

namespace DccBridge.Server.Handlers;

/// <summary>The handlers of all methods, made by the composition.</summary>
internal sealed record ServerHandlers(
    SessionCalls Session,
    EditorCalls Editor,
    OperationCalls Operations,
    TransferCalls Transfer,
    FindAssets FindAssets,
    GetAsset GetAsset,
    ImportAssets ImportAssets,
    DeleteAssets DeleteAssets,
    RenameAsset RenameAsset,
    ShowAssets ShowAssets,
    NotifyEditor NotifyEditor,
    RunValidation RunValidation,
    ListRules ListRules,
    SuppressFindings SuppressFindings);

/// <summary>
/// The one list of everything that this server answers: method, scope, where it runs, handler.
/// </summary>
/// <remarks>
/// Threading: a handler begins on the receive loop of its connection and must not block there. I/O: answered there at once, or on the
/// thread pool where the disk is touched. Engine: waits for a tick. Operation: outlives the call, its items run on the engine thread.
/// </remarks>
internal static class ServerMethods
{
    /// <summary>Registers all methods.</summary>
    public static MethodTable Register(ServerHandlers handlers, EngineCalls engine, OperationTable operations)
    {
        var table = new MethodTable(engine, operations);

        // Method, scope, where: I/O threads.
        table.AddOpen<OpenSessionParams, OpenSessionResult>(MethodNames.Session.Open, handlers.Session.Open);
        table.Add<EmptyMessage, PingResult>(MethodNames.Session.Ping, Scopes.None, (_, _) => handlers.Session.Ping());
        table.Add<AcknowledgeParams, EmptyMessage>(MethodNames.Session.Acknowledge, Scopes.None, SessionCalls.Acknowledge);
        table.Add<EmptyMessage, EditorInfo>(MethodNames.Editor.Info, Scopes.Observe, (_, _) => handlers.Editor.Info);
        table.Add<EmptyMessage, EditorState>(MethodNames.Editor.State, Scopes.Observe, (_, _) => handlers.Editor.State());
        table.Add<SubscribeEditorParams, EmptyMessage>(MethodNames.Editor.Subscribe, Scopes.Observe, SubscribeEditor.Answer);
        table.Add<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, Scopes.Observe, (p, _) => handlers.Operations.Get(p));
        table.Add<ListOperationsParams, ListOperationsResult>(MethodNames.Operation.List, Scopes.Observe, (p, _) => handlers.Operations.List(p));
        table.AddWithLink<CancelOperationParams, OperationStatus>(MethodNames.Operation.Cancel, Scopes.Observe, (p, link) => handlers.Operations.Cancel(p, method => table.RequireScopeOf(method, link)));
        table.AddSlow<OpenTransferParams, OpenTransferResult>(MethodNames.Transfer.Open, Scopes.Edit, handlers.Transfer.OpenAsync);
        table.AddUpload<TransferChunkParams, TransferChunkResult>(MethodNames.Transfer.Chunk, Scopes.Edit, handlers.Transfer.ChunkAsync);
        table.AddSlow<CommitTransferParams, CommitTransferResult>(MethodNames.Transfer.Commit, Scopes.Edit, handlers.Transfer.CommitAsync);
        table.Add<ListRulesParams, ListRulesResult>(MethodNames.Validation.Rules, Scopes.Observe, (p, _) => handlers.ListRules.Answer(p));
        table.AddSlow<SuppressParams, SuppressResult>(MethodNames.Validation.Suppress, Scopes.Edit, handlers.SuppressFindings.AnswerAsync);
        table.Add<SubscribeValidationParams, SubscribeValidationResult>(MethodNames.Validation.Subscribe, Scopes.Observe, SubscribeValidation.Answer);

        // Method, scope, where: engine thread, while the caller waits.
        table.AddEngine<FindAssetsParams, FindAssetsResult>(MethodNames.Asset.Find, Scopes.Observe, handlers.FindAssets.Prepare);
        table.AddEngine<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, Scopes.Observe, handlers.GetAsset.Prepare);
        table.AddEngine<ShowAssetsParams, EmptyMessage>(MethodNames.Asset.Show, Scopes.Observe, handlers.ShowAssets.Prepare);
        table.AddEngine<NotifyParams, EmptyMessage>(MethodNames.Editor.Notify, Scopes.Observe, handlers.NotifyEditor.Prepare);

        // Method, scope, where: engine thread, as an operation.
        table.AddOperation<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, Scopes.Edit, handlers.DeleteAssets.Prepare);
        table.AddOperation<RenameAssetParams, RenameAssetResult>(MethodNames.Asset.Rename, Scopes.Edit, handlers.RenameAsset.Prepare);
        table.AddOperation<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Scopes.Edit, canRepeat: true, ImportAssets.Verify, handlers.ImportAssets.RunAsync);
        table.AddOperation<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, Scopes.Validate, canRepeat: true, handlers.RunValidation.Verify, handlers.RunValidation.RunAsync);
        table.AddBatchable<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, Scopes.Edit, handlers.ImportAssets.Prepare);
        table.AddBatchable<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, Scopes.Validate, handlers.RunValidation.Prepare);
        var batch = new RunBatch(table.BatchMethods, engine);
        table.AddOperationWithLink<BatchParams, BatchResult>(
            MethodNames.Batch.Run,
            Scopes.Observe,
            canRepeat: false,
            (p, link) => batch.Verify(p, (method, entry) => MethodTable.RequireScope(method, entry.Scope, link)),
            batch.RunAsync);
        return table;
    }
}
