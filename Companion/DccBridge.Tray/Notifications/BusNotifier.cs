using DccBridge.Tray.DBus;
using DccBridge.Tray.Icons;

namespace DccBridge.Tray.Notifications;

/// <summary>Notifications on Linux: org.freedesktop.Notifications, which the bus starts when the desktop has one.</summary>
internal sealed class BusNotifier : INotifier, IBusPart, IDisposable
{
    private const string Service = "org.freedesktop.Notifications";
    private const string Path = "/org/freedesktop/Notifications";
    private const string DefaultAction = "default";

    // Keys that are remembered; the longest known is forgotten.
    private const int MostKeys = 64;

    private readonly TrayOptions _options;
    private readonly TrayEvents _events;
    private readonly SemaphoreSlim _order = new(1);
    private readonly List<Known> _known = [];
    private volatile BusConnection? _connection;
    private volatile string _reason = "The D-Bus session was not reached yet.";
    private volatile IReadOnlyList<object>? _capabilities;

    /// <param name="options">Whose notifications they are.</param>
    /// <param name="failed">Is told what a handler threw.</param>
    public BusNotifier(TrayOptions options, Action<Exception> failed)
    {
        _options = options;
        _events = new TrayEvents(options.MostWaitingEvents, failed);
    }

    /// <inheritdoc/>
    public event EventHandler<string>? Clicked;

    /// <inheritdoc/>
    public async Task<NotificationOutcome> ShowAsync(TrayNotification notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        if (_connection is not { } connection)
        {
            return new NotificationOutcome(false, _reason);
        }

        await _order.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await NotifyAsync(connection, notification, cancellationToken).ConfigureAwait(false);
            return new NotificationOutcome(true, "");
        }
        catch (Exception e) when (e is BusException or BusClosedException or TimeoutException or BusFormatException)
        {
            return new NotificationOutcome(false, $"The desktop did not take the notification: {e.Message}");
        }
        finally
        {
            _order.Release();
        }
    }

    /// <inheritdoc/>
    public async Task AttachAsync(BusConnection connection, CancellationToken cancellationToken)
    {
        await connection.ListenAsync(Match("ActionInvoked"), Invoked, cancellationToken).ConfigureAwait(false);
        await connection.ListenAsync(Match("NotificationClosed"), Closed, cancellationToken).ConfigureAwait(false);
        await connection.ListenAsync(new BusMatch { Sender = BusNames.Bus, Interface = BusNames.Bus, Member = "NameOwnerChanged", FirstValue = Service }, _ => Forget(), cancellationToken).ConfigureAwait(false);
        _connection = connection;
    }

    /// <inheritdoc/>
    public void Detach(string reason)
    {
        _connection = null;
        _reason = reason;
        Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => _events.Dispose();

    private static BusMatch Match(string member) => new() { Sender = Service, Path = Path, Interface = Service, Member = member };

    private async Task NotifyAsync(BusConnection connection, TrayNotification notification, CancellationToken cancellationToken)
    {
        var can = _capabilities ??= (object[])(await connection.CallAsync(Service, Path, Service, "GetCapabilities", "", [], cancellationToken).ConfigureAwait(false)).Expect("as")[0];
        Known? earlier;
        lock (_known)
        {
            earlier = _known.Find(known => known.Key == notification.Key);
        }

        string body = Readable(notification.Body);
        var answer = await connection.CallAsync(
            Service,
            Path,
            Service,
            "Notify",
            "susssasa{sv}i",
            [
                _options.Title,
                earlier?.Id ?? 0,
                "",
                TrayText.Line(notification.Title),
                can.Contains("body-markup") ? body.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal) : body,
                notification.DefaultAction is { } label && can.Contains("actions") ? new[] { DefaultAction, label.Replace('\0', ' ') } : [],
                Hints(notification),
                -1, // how long it stays is for the desktop to say
            ],
            cancellationToken).ConfigureAwait(false);
        var shown = new Known((uint)answer.Expect("u")[0], notification.Key, answer.Sender);
        lock (_known)
        {
            _known.RemoveAll(known => known.Key == shown.Key || known.Id == shown.Id);
            _known.Add(shown);
            if (_known.Count > MostKeys)
            {
                _known.RemoveAt(0);
            }
        }
    }

    private static string Readable(string text) => string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? ' ' : c));

    private KeyValuePair<object, object>[] Hints(TrayNotification notification)
    {
        var image = IconPainter.Paint(notification.Urgency == NotificationUrgency.Critical ? TrayIconState.Attention : TrayIconState.Connected, 0, 48);
        return
        [
            new("urgency", new BusVariant("y", (byte)notification.Urgency)),
            new("desktop-entry", BusVariant.Of(_options.Id)),
            new("image-data", new BusVariant("(iiibiiay)", new object[] { image.Size, image.Size, image.Size * 4, true, 8, 4, image.Rgba() })),
        ];
    }

    private void Invoked(BusMessage signal)
    {
        if (signal.Signature != "us" || (string)signal.Body[1] != DefaultAction)
        {
            return;
        }

        uint id = (uint)signal.Body[0];
        _events.Post(async () =>
        {
            // A notification that is just being shown gets its number only with the answer.
            await _order.WaitAsync().ConfigureAwait(false);
            _order.Release();
            if (Find(id, signal.Sender) is { } known)
            {
                Clicked?.Invoke(this, known.Key);
            }
        });
    }

    // Some desktops close first and tell the click afterwards, so that the key stays; only its number is not replaced any more.
    private void Closed(BusMessage signal)
    {
        if (signal.Signature != "uu" || Find((uint)signal.Body[0], signal.Sender) is not { } known)
        {
            return;
        }

        lock (_known)
        {
            _known.Remove(known);
            _known.Insert(0, known);
        }
    }

    private Known? Find(uint id, string sender)
    {
        lock (_known)
        {
            return _known.Find(known => known.Id == id && known.Sender == sender);
        }
    }

    private void Forget()
    {
        _capabilities = null;
        lock (_known)
        {
            _known.Clear();
        }
    }

    private sealed record Known(uint Id, string Key, string Sender);
}
