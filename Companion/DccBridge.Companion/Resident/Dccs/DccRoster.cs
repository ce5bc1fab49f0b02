using DccBridge.Companion.Resident.Views;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Probing;

namespace DccBridge.Companion.Resident.Dccs;

/// <summary>The DCCs that run here. They are looked for when somebody asks; in between only the endpoint files of our add-ons are looked at, and nobody is asked.</summary>
internal sealed class DccRoster : IDccs, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ResidentOptions _options;
    private readonly ISettings _settings;
    private readonly Func<CompanionSettings, IDccProbe>? _make;
    private readonly Action _changed;
    private readonly Action<LogWeight, string, Exception?> _log;
    private readonly Dictionary<string, IDccClient> _clients = new(StringComparer.Ordinal);
    private IReadOnlyList<DccFound> _found = [];
    private IReadOnlyList<DccView> _views = [];
    private (CompanionSettings Settings, IDccProbe Probe)? _probe;
    private Task<IReadOnlyList<DccView>>? _looking;
    private long? _lookedAt;

    /// <param name="options">Limits and clock.</param>
    /// <param name="ports">How DCCs are found.</param>
    /// <param name="settings">Which ports, and whether at all.</param>
    /// <param name="changed">Told when the list is another; must not block.</param>
    public DccRoster(ResidentOptions options, ResidentPorts ports, ISettings settings, Action changed)
    {
        (_options, _settings, _make, _changed, _log) = (options, settings, ports.Dccs, changed, ports.Log);
    }

    /// <inheritdoc/>
    public IReadOnlyList<DccView> List
    {
        get
        {
            lock (_gate)
            {
                return _views;
            }
        }
    }

    /// <summary>Those that were found last.</summary>
    public IReadOnlyList<DccFound> Found
    {
        get
        {
            lock (_gate)
            {
                return _found;
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DccView>> LookAsync(CancellationToken cancellation)
    {
        Task<IReadOnlyList<DccView>> looking;
        lock (_gate)
        {
            // Those who ask at once get one look.
            looking = _looking is { IsCompleted: false } running ? running : _looking = Task.Run(LookAsync, CancellationToken.None);
        }

        return looking.WaitAsync(cancellation);
    }

    /// <summary>Looks, unless that was done a moment ago.</summary>
    public async Task<IReadOnlyList<DccFound>> FreshAsync(CancellationToken cancellation)
    {
        bool isFresh;
        lock (_gate)
        {
            isFresh = _lookedAt is { } at && _options.Time.GetElapsedTime(at) < TimeSpan.FromSeconds(2);
        }

        if (!isFresh)
        {
            await LookAsync(cancellation).ConfigureAwait(false);
        }

        return Found;
    }

    /// <summary>Looks at the endpoint files of our add-ons, cheaply.</summary>
    public void LookAtFiles()
    {
        if (Probe() is not { } probe)
        {
            Take([], byPorts: true);
            return;
        }

        try
        {
            Take(probe.LookAtFiles(), byPorts: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log(LogWeight.Warning, $"The endpoint files of DCCs cannot be looked at: {e.Message}", e);
        }
    }

    /// <summary>The client of one that runs.</summary>
    /// <exception cref="ResidentException">It does not run.</exception>
    public async Task<IDccClient> ClientAsync(string dccId, CancellationToken cancellation)
    {
        var found = Found.FirstOrDefault(f => f.Id == dccId)
            ?? (await FreshAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(f => f.Id == dccId)
            ?? throw new ResidentException(ResidentFault.NotFound, "unknownDcc", $"'{dccId}' does not run. Start it and look for DCCs again.");
        return Client(found);
    }

    /// <summary>The client of one that was found.</summary>
    /// <exception cref="ResidentException">Looking for DCCs is switched off.</exception>
    public IDccClient Client(DccFound found)
    {
        var probe = Probe() ?? throw new ResidentException(ResidentFault.Conflict, "dccsOff", "DCCs are not looked for. Set 'findDccs' to true in the settings.");
        lock (_gate)
        {
            if (!_clients.TryGetValue(found.Id, out var client))
            {
                _clients[found.Id] = client = probe.CreateClient(found);
            }

            return client;
        }
    }

    /// <inheritdoc/>
    public async Task<SelectView> SelectAsync(string dccId, IReadOnlyList<string> nodes, CancellationToken cancellation)
    {
        if (nodes is not { Count: >= 1 and <= 10_000 } || nodes.Any(string.IsNullOrEmpty))
        {
            throw new ResidentException(ResidentFault.Invalid, "invalidRequest", "'nodes' is not allowed as it is. Allowed: 1 to 10000 names of nodes.");
        }

        var client = await ClientAsync(dccId, cancellation).ConfigureAwait(false);
        return await SelectAsync(dccId, client, [.. nodes.Select(DccNode.Named)], cancellation).ConfigureAwait(false);
    }

    /// <summary>Selects nodes in one that was found.</summary>
    /// <exception cref="ResidentException">It did not do it.</exception>
    public static async Task<SelectView> SelectAsync(string dccId, IDccClient client, IReadOnlyList<DccNode> nodes, CancellationToken cancellation)
    {
        try
        {
            var selection = await client.SelectNodesAsync(nodes, cancellation).ConfigureAwait(false);
            string[] selected = [.. selection.Found.Select(n => n.Name)];
            string[] missing = [.. selection.Missing.Select(n => n.Name)];
            return new SelectView { DccId = dccId, Selected = selected, Missing = missing, Message = Describe(client.Kind.Title(), selected, missing) };
        }
        catch (DccException e)
        {
            throw ResidentFailure.Of(e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IDccClient[] clients;
        lock (_gate)
        {
            clients = [.. _clients.Values];
            _clients.Clear();
        }

        foreach (var client in clients)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string Describe(string program, string[] selected, string[] missing) => (selected.Length, missing.Length) switch
    {
        (0, _) => $"{program} has no {string.Join(", ", missing.Take(5))} in the open scene. Open the scene that it was exported from.",
        (_, 0) => $"{string.Join(", ", selected.Take(5))} {(selected.Length == 1 ? "is" : "are")} selected in {program}.",
        _ => $"{selected.Length} selected in {program}; it has no {string.Join(", ", missing.Take(5))}.",
    };

    private static DccView View(DccFound found) => new()
    {
        Id = found.Id,
        Kind = found.Kind.Key(),
        Name = found.Name,
        Scene = found.Info?.Scene,
        Address = found.Address,
        Capabilities = [.. Words(found.Capabilities)],
        Reachable = found.Problem is null,
        Message = found.Problem?.Message,
    };

    private static IEnumerable<string> Words(DccCapabilities can)
    {
        (DccCapabilities Flag, string Word)[] words =
        [
            (DccCapabilities.Selection, "selection"), (DccCapabilities.Export, "export"), (DccCapabilities.OpenFile, "open"), (DccCapabilities.SelectNodes, "select"), (DccCapabilities.RunCode, "code"),
        ];
        return words.Where(w => can.HasFlag(w.Flag)).Select(w => w.Word);
    }

    private IDccProbe? Probe()
    {
        var settings = _settings.Current;
        if (_make is null || !settings.FindDccs)
        {
            return null;
        }

        lock (_gate)
        {
            if (_probe is not { } probe || !probe.Settings.DccPorts.SequenceEqual(settings.DccPorts))
            {
                _probe = probe = (settings, _make(settings));
            }

            return probe.Probe;
        }
    }

    private async Task<IReadOnlyList<DccView>> LookAsync()
    {
        if (Probe() is { } probe)
        {
            Take(await probe.LookAsync().ConfigureAwait(false), byPorts: true);
        }
        else
        {
            Take([], byPorts: true);
        }

        lock (_gate)
        {
            _lookedAt = _options.Time.GetTimestamp();
        }

        return List;
    }

    private void Take(IReadOnlyList<DccFound> found, bool byPorts)
    {
        List<IDccClient> gone = [];
        bool changed;
        lock (_gate)
        {
            var before = _found.ToDictionary(f => f.Id, StringComparer.Ordinal);
            if (!byPorts)
            {
                // Files alone were looked at: what answered on a port stays, and what was known of the others too.
                found = [.. _found.Where(f => f.EndpointFile is null), .. found.Select(f => before.TryGetValue(f.Id, out var known) && known.Address == f.Address ? known : f)];
            }

            foreach (var (id, client) in _clients.ToArray())
            {
                if (found.FirstOrDefault(f => f.Id == id)?.Address != client.Address)
                {
                    _clients.Remove(id);
                    gone.Add(client);
                }
            }

            DccView[] views = [.. found.Select(View)];
            changed = !views.Select(Line).SequenceEqual(_views.Select(Line));
            (_found, _views) = (found, views);
        }

        foreach (var client in gone)
        {
            _ = EndAsync(client);
        }

        if (changed)
        {
            _changed();
        }
    }

    private async Task EndAsync(IDccClient client)
    {
        try
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is DccException or IOException)
        {
            _log(LogWeight.Debug, $"{client.Kind.Title()} was gone before it was left.", e);
        }
    }

    private static string Line(DccView view) => $"{view.Id}|{view.Name}|{view.Scene}|{view.Address}|{string.Join(',', view.Capabilities)}|{view.Reachable}|{view.Message}";
}
