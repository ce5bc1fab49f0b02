using System.Globalization;
using System.Threading.Channels;
using DccBridge.Tray.DBus;

namespace DccBridge.Tray.StatusNotifier;

/// <summary>
/// The icon on Linux. Registers with the watcher of the desktop when there is one, when one comes later, and again when another takes its place.
/// </summary>
internal sealed class StatusNotifierIcon : ITrayIcon, IBusPart
{
    private const string Watcher = "org.kde.StatusNotifierWatcher";
    private const string WatcherPath = "/StatusNotifierWatcher";

    // A watcher takes its name before all of it answers.
    private static readonly IReadOnlyList<TimeSpan> RetryAfter = [.. new[] { 0.2, 0.5, 1, 2, 4 }.Select(TimeSpan.FromSeconds)];

    private readonly TrayOptions _options;
    private readonly TrayEvents _events;
    private readonly MenuModel _model = new();
    private readonly MenuObject _menu;
    private readonly ItemObject _item;
    private readonly SemaphoreSlim _order = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _name;
    private volatile TrayView _view;
    private volatile Attachment? _attached;
    private volatile TrayAvailability _availability = new(false, "The D-Bus session was not reached yet.");
    private bool _isShown;

    /// <param name="options">Whose icon it is.</param>
    /// <param name="instance">Tells icons of one process apart, from 1 on.</param>
    public StatusNotifierIcon(TrayOptions options, int instance = 1)
    {
        _options = options;
        _name = string.Create(CultureInfo.InvariantCulture, $"org.kde.StatusNotifierItem-{Environment.ProcessId}-{instance}");
        _view = new TrayView { Title = options.Title, IsHidden = true };
        _events = new TrayEvents(options.MostWaitingEvents, e => HandlerFailed?.Invoke(this, e));
        _menu = new MenuObject(_model, id => _events.Post(() => Chosen?.Invoke(this, id)));
        var activation = new ActivationGate(options.Time);
        _item = new ItemObject(options, () => _view, () =>
        {
            if (activation.Passes())
            {
                _events.Post(() => Activated?.Invoke(this, EventArgs.Empty));
            }
        });
    }

    /// <inheritdoc/>
    public event EventHandler? Activated;

    /// <inheritdoc/>
    public event EventHandler<string>? Chosen;

    /// <inheritdoc/>
    public event EventHandler<TrayAvailability>? AvailabilityChanged;

    /// <inheritdoc/>
    public event EventHandler<Exception>? HandlerFailed;

    /// <inheritdoc/>
    public TrayAvailability Availability => _availability;

    /// <inheritdoc/>
    public async Task ShowAsync(TrayView view, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
        view.Check();
        await _order.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = _view;
            _view = view;
            var change = _model.Update(view.Menu);
            if (!_isShown)
            {
                _isShown = true;
                _attached?.Wake();
            }
            else if (_attached is { } attached)
            {
                await TellAsync(attached.Connection, before, view, change, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _order.Release();
        }
    }

    /// <inheritdoc/>
    public async Task AttachAsync(BusConnection connection, CancellationToken cancellationToken)
    {
        connection.Objects.Put(_menu.Object);
        connection.Objects.Put(_item.Object);
        var attached = new Attachment(connection);
        await connection.OwnNameAsync(_name, cancellationToken).ConfigureAwait(false);
        await connection.ListenAsync(new BusMatch { Sender = BusNames.Bus, Interface = BusNames.Bus, Member = "NameOwnerChanged", FirstValue = Watcher }, _ => attached.Wake(), cancellationToken).ConfigureAwait(false);
        foreach (string signal in (string[])["StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"])
        {
            await connection.ListenAsync(new BusMatch { Sender = Watcher, Interface = Watcher, Member = signal, Path = WatcherPath }, _ => attached.Wake(), cancellationToken).ConfigureAwait(false);
        }

        _attached = attached;
        attached.Wake();
        _ = RegisterAsync(attached);
    }

    /// <inheritdoc/>
    public void Detach(string reason)
    {
        _attached?.End();
        _attached = null;
        Become(new TrayAvailability(false, reason));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Detach("The icon was taken away.");
        _events.Dispose();
    }

    private async Task RegisterAsync(Attachment attached)
    {
        try
        {
            await foreach (bool _ in attached.Wakes.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                Become(await FindPanelAsync(attached).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is BusClosedException or OperationCanceledException)
        {
            // The end of the connection, or of the icon: the one is told by Detach, the other needs no telling.
        }
        catch (Exception e)
        {
            Become(new TrayAvailability(false, $"The panel could not be asked: {e.Message}"));
            _events.Post(() => HandlerFailed?.Invoke(this, e));
        }
    }

    private async Task<TrayAvailability> FindPanelAsync(Attachment attached)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await RegisterOnceAsync(attached).ConfigureAwait(false);
            }
            catch (Exception e) when (e is BusException or TimeoutException or BusFormatException)
            {
                if (attempt == RetryAfter.Count)
                {
                    return new TrayAvailability(false, $"The panel refused the icon: {e.Message}");
                }
            }

            await Task.Delay(RetryAfter[attempt], _options.Time, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task<TrayAvailability> RegisterOnceAsync(Attachment attached)
    {
        var connection = attached.Connection;
        if (await connection.OwnerAsync(Watcher, _stop.Token).ConfigureAwait(false) is not { } owner)
        {
            attached.RegisteredWith = null;
            return new TrayAvailability(false, "No panel of this desktop shows tray icons (there is no StatusNotifierWatcher). GNOME needs the extension AppIndicator.");
        }

        if (!_isShown)
        {
            return new TrayAvailability(false, "Nothing was shown yet.");
        }

        if (attached.RegisteredWith != owner)
        {
            await connection.CallAsync(owner, WatcherPath, Watcher, "RegisterStatusNotifierItem", "s", [_name], _stop.Token).ConfigureAwait(false);
            attached.RegisteredWith = owner;
        }

        var answer = await connection.CallAsync(owner, WatcherPath, BusNames.Properties, "Get", "ss", [Watcher, "IsStatusNotifierHostRegistered"], _stop.Token).ConfigureAwait(false);
        return answer.Expect("v")[0] is BusVariant { Value: false }
            ? new TrayAvailability(false, "The desktop keeps tray icons, and no panel shows them now.")
            : new TrayAvailability(true, "A panel shows the icon.");
    }

    private async Task TellAsync(BusConnection connection, TrayView before, TrayView after, MenuChange change, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (member, signature, values) in ItemObject.Tell(before, after))
            {
                await connection.EmitAsync(ItemObject.Path, ItemObject.Interface, member, signature, values, cancellationToken).ConfigureAwait(false);
            }

            if (_menu.Tell(change) is { } told)
            {
                await connection.EmitAsync(MenuObject.Path, MenuObject.Interface, told.Member, told.Signature, told.Values, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is BusClosedException or TimeoutException)
        {
            // The connection has ended: the next panel reads the view anew.
        }
    }

    private void Become(TrayAvailability availability)
    {
        if (Interlocked.Exchange(ref _availability, availability) != availability)
        {
            _events.Post(() => AvailabilityChanged?.Invoke(this, availability));
        }
    }

    /// <summary>A connection, and the wish to look for the panel again; wishes that come while one waits are that one.</summary>
    private sealed class Attachment(BusConnection connection)
    {
        private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public BusConnection Connection { get; } = connection;

        public ChannelReader<bool> Wakes => _wakes.Reader;

        /// <summary>Unique name of the watcher that knows our icon.</summary>
        public string? RegisteredWith { get; set; }

        public void Wake() => _wakes.Writer.TryWrite(true);

        public void End() => _wakes.Writer.TryComplete();
    }
}
