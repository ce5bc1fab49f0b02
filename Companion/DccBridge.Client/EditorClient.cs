using DccBridge.Client.Connecting;
using DccBridge.Client.Events;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;

namespace DccBridge.Client;

/// <summary>
/// A typed client of one editor. It stays the same object while its connection is lost and made again. All members may be called from
/// any thread; <see cref="DisposeAsync"/> ends everything that belongs to it.
/// </summary>
public sealed partial class EditorClient : IAsyncDisposable
{
    private readonly EditorClientOptions _options;
    private readonly DeadlineWheel _deadlines;
    private readonly EditorLink _link;
    private readonly VerdictInbox _inbox;
    private readonly Acknowledger _acknowledger;

    private EditorClient(EditorClientOptions options, EditorDirectory? directory)
    {
        _options = options;
        _deadlines = new DeadlineWheel(options.Time);
        _acknowledger = new Acknowledger(options);
        _inbox = new VerdictInbox(options, _acknowledger);
        var handlers = new HandlerTable()
            .AddNotification<VerdictEvent>(MethodNames.Validation.Verdict, _inbox.Offer)
            .AddNotification<EventGap>(MethodNames.Session.Gap, (gap, _) => RaiseGap(gap))
            .AddNotification<EditorEvent>(MethodNames.Editor.Event, (happened, _) => RaiseEditorChanged(happened));
        _link = new EditorLink(options, new EditorConnector(options, handlers, _deadlines), directory)
        {
            Changed = RaiseConnectionChanged,
            Restore = RestoreAsync,
        };
    }

    /// <summary>Told of each step of the connection, in order. Must not block. For the first steps see <see cref="EditorClientOptions.OnConnectionChanged"/>.</summary>
    public event Action<ConnectionChange>? ConnectionChanged;

    /// <summary>Where the connection stands.</summary>
    public ConnectionState State => _link.State;

    /// <summary>The editor at the other end, or the last one while the connection is made again.</summary>
    public EditorInfo Editor => _link.Latest.Session.Editor;

    /// <summary>The endpoint that the connection goes to, or went to last.</summary>
    public EndpointFile Endpoint => _link.Latest.Endpoint;

    /// <summary>What the session may do.</summary>
    public Scopes GrantedScopes => _link.Latest.GrantedScopes;

    /// <summary>Names the session in the editor's log.</summary>
    public string SessionId => _link.Latest.Session.SessionId;

    /// <summary>Completes with the last step when the connection is closed for good. Never fails.</summary>
    public Task<ConnectionChange> Completion => _link.Completion;

    /// <summary>Connects to the editor of an endpoint file: transport, handshake, session.</summary>
    /// <param name="endpoint">Which editor.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="EditorConnectException">It failed; the reason and the text say what to do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public static async Task<EditorClient> ConnectAsync(EndpointFile endpoint, EditorClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new EditorClientOptions();
        return await ConnectAsync(endpoint, options, DirectoryOf(options), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Chooses one of the running editors and connects to it.</summary>
    /// <param name="directory">Where to look, also after a loss.</param>
    /// <param name="wanted">What a person typed, see <see cref="EditorSelection.Choose"/>; null or empty is the only one that runs.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="EditorConnectException">There is not exactly one such editor, or connecting failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public static async Task<EditorClient> ConnectAsync(EditorDirectory directory, string? wanted, EditorClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return await ConnectAsync(EditorSearch.Choose(directory, wanted), options ?? new EditorClientOptions(), directory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Acknowledges what was taken, says goodbye to the editor, and ends everything. Calls that still wait fail with a lost connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _acknowledger.DisposeAsync().ConfigureAwait(false);
        await _link.DisposeAsync().ConfigureAwait(false);
        _inbox.End(null);
        _deadlines.Dispose();
    }

    private static async Task<EditorClient> ConnectAsync(EndpointFile endpoint, EditorClientOptions options, EditorDirectory? directory, CancellationToken cancellationToken)
    {
        var client = new EditorClient(options, directory);
        try
        {
            await client._link.StartAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A program that brings its own dialing has no endpoint files to search, unless it says so.</summary>
    private static EditorDirectory? DirectoryOf(EditorClientOptions options)
    {
        if (options.Directory is not null || options.Dial is not null || !options.Reconnect.Enabled)
        {
            return options.Directory;
        }

        try
        {
            return new EditorDirectory(EditorFolder.Default(), options.Time);
        }
        catch (EndpointException e)
        {
            throw ConnectFailure.FromEndpoint(e);
        }
    }

    private void RaiseConnectionChanged(ConnectionChange change)
    {
        if (change.State == ConnectionState.Closed)
        {
            _inbox.End(change.Cause);
        }

        _options.OnConnectionChanged?.Invoke(change);
        ConnectionChanged?.Invoke(change);
    }
}
