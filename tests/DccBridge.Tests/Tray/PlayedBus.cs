using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using DccBridge.Tray.DBus;

namespace DccBridge.Tests.Tray;

/// <summary>A message bus made by hand on a real unix socket: one client at a time, whose messages are kept and answered by a table.</summary>
internal sealed class PlayedBus : IAsyncDisposable
{
    public const string Client = ":1.7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("dccbridge-bus-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentDictionary<string, Func<BusMessage, BusMessage>> _answers = new(StringComparer.Ordinal);
    private readonly List<BusMessage> _seen = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile Stream? _client;
    private uint _serial = 1000;

    public PlayedBus()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "bus")));
        _listener.Listen();
        Answer("Hello", "s", Client);
        Answer("RequestName", "u", 1u);
        Answer("AddMatch", "");
        Fail("GetNameOwner", BusNames.NameHasNoOwner);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The environment of a program that shall find this bus.</summary>
    public string? Environment(string name) => name == "DBUS_SESSION_BUS_ADDRESS" ? $"unix:path={Path.Combine(_folder, "bus")},guid=0" : null;

    /// <summary>How many times a client came.</summary>
    public int Connections { get; private set; }

    /// <summary>Has a method answered so from now on.</summary>
    public void Answer(string member, string signature, params object[] values) => _answers[member] = _ => new BusMessage { Kind = BusMessageKind.Return, Signature = signature, Body = values };

    /// <summary>Has a method answered with an error from now on.</summary>
    public void Fail(string member, string error) => _answers[member] = _ => new BusMessage { Kind = BusMessageKind.Error, ErrorName = error, Signature = "s", Body = ["played"] };

    /// <summary>Has a method not answered at all.</summary>
    public void Ignore(string member) => _answers.TryRemove(member, out _);

    /// <summary>A message of the client that fits and was not taken before.</summary>
    public async Task<BusMessage> TakeAsync(Func<BusMessage, bool> fits, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            lock (_seen)
            {
                if (_seen.FindIndex(message => fits(message)) is >= 0 and var at)
                {
                    var message = _seen[at];
                    _seen.RemoveAt(at);
                    return message;
                }
            }

            try
            {
                await _arrived.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                lock (_seen)
                {
                    throw new TimeoutException($"The client sent no {what}; it sent {string.Join(", ", _seen.Select(m => m.Member))}.");
                }
            }
        }
    }

    /// <summary>A call of the client.</summary>
    public Task<BusMessage> TakeCallAsync(string member) => TakeAsync(m => m.Kind == BusMessageKind.Call && m.Member == member, member);

    /// <summary>A signal of the client.</summary>
    public Task<BusMessage> TakeSignalAsync(string member) => TakeAsync(m => m.Kind == BusMessageKind.Signal && m.Member == member, "signal " + member);

    /// <summary>Calls the client and waits for its answer.</summary>
    public async Task<BusMessage> CallAsync(string path, string @interface, string member, string signature, params object[] values)
    {
        uint serial = await SendAsync(new BusMessage { Kind = BusMessageKind.Call, Path = path, Interface = @interface, Member = member, Signature = signature, Body = values });
        return await TakeAsync(m => m.ReplySerial == serial, "answer to " + member);
    }

    /// <summary>Sends the client a signal.</summary>
    public Task SignalAsync(string sender, string path, string @interface, string member, string signature, params object[] values) =>
        SendAsync(new BusMessage { Kind = BusMessageKind.Signal, Path = path, Interface = @interface, Member = member, Signature = signature, Body = values }, sender);

    /// <summary>The watcher or the notification service gets another owner, or none.</summary>
    public async Task OwnerChangesAsync(string name, string owner)
    {
        if (owner.Length > 0)
        {
            Answer("GetNameOwner", "s", owner);
        }
        else
        {
            Fail("GetNameOwner", BusNames.NameHasNoOwner);
        }

        await SignalAsync(BusNames.Bus, BusNames.BusPath, BusNames.Bus, "NameOwnerChanged", "sss", name, "", owner);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(byte[] bytes) => await _client!.WriteAsync(bytes);

    /// <summary>Ends the client's connection.</summary>
    public void Drop() => _client!.Dispose();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        _client?.Dispose();
        await _accepting;
        Directory.Delete(_folder, recursive: true);
    }

    // The field "sender" is the bus's to write, so that our own writer does not know it: it is put in by hand.
    private async Task<uint> SendAsync(BusMessage message, string sender = ":1.9")
    {
        uint serial = Interlocked.Increment(ref _serial);
        byte[] bytes = WithSender(message with { Serial = serial }, sender);
        await _client!.WriteAsync(bytes);
        return serial;
    }

    private static byte[] WithSender(BusMessage message, string sender)
    {
        // "Destination" (6) becomes "sender" (7): of one type, and nobody here looks at the destination.
        byte[] bytes = BusMessageCoding.Write(message with { Destination = sender });
        byte[] field = [6, 1, (byte)'s', 0, (byte)sender.Length, 0, 0, 0, .. Encoding.ASCII.GetBytes(sender)];
        bytes[bytes.AsSpan().IndexOf(field)] = 7;
        return bytes;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var stream = new NetworkStream(await _listener.AcceptAsync(_stop.Token), ownsSocket: true);
                Connections++;
                await ServeAsync(stream);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException or EndOfStreamException)
            {
                // The client ended, or the bus.
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        string auth = await LineAsync(stream);
        Assert.That(auth, Does.Match(@"^\0AUTH EXTERNAL [0-9a-f]+$"));
        await stream.WriteAsync("OK 0123456789abcdef0123456789abcdef\r\n"u8.ToArray());
        Assert.That(await LineAsync(stream), Is.EqualTo("BEGIN"));
        _client = stream;
        byte[] head = new byte[BusMessageCoding.FixedHead];
        while (true)
        {
            await stream.ReadExactlyAsync(head, _stop.Token);
            byte[] bytes = new byte[BusMessageCoding.Length(head, 1 << 24)];
            head.CopyTo(bytes, 0);
            await stream.ReadExactlyAsync(bytes.AsMemory(head.Length), _stop.Token);
            var message = BusMessageCoding.Read(bytes);
            if (message.Kind == BusMessageKind.Call && _answers.TryGetValue(message.Member, out var answer))
            {
                await stream.WriteAsync(WithSender(answer(message) with { ReplySerial = message.Serial, Serial = Interlocked.Increment(ref _serial) }, ":1.9"));
            }

            lock (_seen)
            {
                _seen.Add(message);
            }

            _arrived.Release();
        }
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            line.Append((char)one[0]);
        }

        return line.ToString()[..^2];
    }
}
