using System.Text.Json;

namespace DccBridge.Dcc.Clients;

/// <summary>
/// What all clients share: the operations as JSON, one at a time, each within its limit. How JSON gets into the program and back is left to each of them.
/// </summary>
public abstract class DccClient : IDccClient
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    private protected DccClient(DccKind kind, DccClientOptions? options)
    {
        Kind = kind;
        Options = options ?? new DccClientOptions();
    }

    /// <inheritdoc/>
    public DccKind Kind { get; }

    /// <inheritdoc/>
    public abstract string Address { get; }

    /// <inheritdoc/>
    public abstract DccCapabilities Capabilities { get; }

    /// <summary>Limits.</summary>
    protected DccClientOptions Options { get; }

    /// <inheritdoc/>
    public async Task<DccInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        DccAnswers.Info(Kind, await AskAsync("info", DccCapabilities.Info, static _ => { }, Options.QueryLimit, isRepeatable: true, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DccNode>> GetSelectionAsync(CancellationToken cancellationToken = default) =>
        DccAnswers.Nodes(Kind, await AskAsync("selection", DccCapabilities.Selection, static _ => { }, Options.QueryLimit, isRepeatable: true, cancellationToken).ConfigureAwait(false), "nodes");

    /// <inheritdoc/>
    public async Task<DccExport> ExportSelectionAsync(DccExportRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var answer = await AskAsync(
            "export",
            DccCapabilities.Export,
            json =>
            {
                json.WriteString("folder", request.Folder);
                json.WriteString("name", request.Name);
                json.WriteString("format", request.Format switch { null => null, DccExportFormat.Glb => "glb", DccExportFormat.Fbx => "fbx", _ => "textures" });
                json.WriteBoolean("wholeScene", request.WholeScene);
                json.WriteStartObject("options");
                foreach (var (name, value) in request.Options)
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }

                json.WriteEndObject();
            },
            Options.ExportLimit,
            isRepeatable: false,
            cancellationToken).ConfigureAwait(false);
        return DccAnswers.Export(Kind, answer);
    }

    /// <inheritdoc/>
    public Task OpenFileAsync(string scene, bool discardChanges = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(scene);
        return AskAsync(
            "open",
            DccCapabilities.OpenFile,
            json =>
            {
                json.WriteString("scene", scene);
                json.WriteBoolean("discard", discardChanges);
            },
            Options.OpenLimit,
            isRepeatable: false,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<DccSelection> SelectNodesAsync(IReadOnlyList<DccNode> nodes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (nodes.Count > Options.MaxNodes)
        {
            throw new DccException(Kind, DccFailure.TooLarge, $"{nodes.Count} nodes were to be selected, and {Options.MaxNodes} are allowed at once.");
        }

        var answer = await AskAsync(
            "select",
            DccCapabilities.SelectNodes,
            json =>
            {
                json.WriteStartArray("nodes");
                foreach (var node in nodes)
                {
                    json.WriteStartObject();
                    json.WriteString("name", node.Name);
                    json.WriteString("path", node.Path);
                    json.WriteString("uuid", node.Uuid);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
            Options.QueryLimit,
            isRepeatable: true,
            cancellationToken).ConfigureAwait(false);
        return new DccSelection(DccAnswers.Nodes(Kind, answer, "found"), DccAnswers.Nodes(Kind, answer, "missing"));
    }

    /// <inheritdoc/>
    public async Task<DccCodeResult> RunCodeAsync(string code, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        var answer = await AskAsync("run", DccCapabilities.RunCode, json => json.WriteString("code", code), limit ?? Options.CodeLimit, isRepeatable: false, cancellationToken).ConfigureAwait(false);
        return DccAnswers.Code(Kind, answer);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Has one operation done.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="parameters">Its parameters, a JSON object in UTF-8.</param>
    /// <param name="limit">Longest wait.</param>
    /// <param name="cancellationToken">Ends when nobody wants the answer any more.</param>
    /// <returns>An object with "result" or "error".</returns>
    /// <exception cref="DccException">It did not come to an answer.</exception>
    private protected abstract Task<JsonElement> PerformAsync(string method, ReadOnlyMemory<byte> parameters, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Closes the connection, when there is one. May be called at any time.</summary>
    private protected abstract ValueTask CloseAsync();

    /// <summary>A wait that went on for too long.</summary>
    private protected DccException TookTooLong(TimeSpan limit, Exception? inner = null) => new(
        Kind,
        DccFailure.Busy,
        FormattableString.Invariant($"{Kind.Title()} is busy: it did not answer within {limit.TotalSeconds:0.#} s, because it works, renders or shows a dialog. Look at it; what was asked may still happen."),
        inner);

    private async Task<JsonElement> AskAsync(string method, DccCapabilities needed, Action<Utf8JsonWriter> write, TimeSpan limit, bool isRepeatable, CancellationToken cancellationToken)
    {
        if ((Capabilities & needed) == 0)
        {
            throw new DccException(Kind, DccFailure.NotSupported, $"{Kind.Title()} cannot be asked for \"{method}\".");
        }

        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        await TakeTurnAsync(limit, cancellationToken).ConfigureAwait(false);
        try
        {
            var parameters = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
            try
            {
                return DccAnswers.Result(Kind, await PerformAsync(method, parameters, limit, cancellationToken).ConfigureAwait(false));
            }
            catch (DccException lost) when (lost.Reason == DccFailure.Lost && isRepeatable)
            {
                // It was restarted, or its add-on loaded anew, since the last call; asking twice does no harm here.
                return DccAnswers.Result(Kind, await PerformAsync(method, parameters, limit, cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task TakeTurnAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var wait = new CancellationTokenSource(limit, Options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancellationToken);
        try
        {
            await _turn.WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new DccException(
                Kind,
                DccFailure.Busy,
                FormattableString.Invariant($"{Kind.Title()} is busy: what it was asked for before took longer than {limit.TotalSeconds:0.#} s. Nothing was done; try again when it is done."),
                e)
            {
                IsOutcomeUnknown = false,
            };
        }
    }
}
