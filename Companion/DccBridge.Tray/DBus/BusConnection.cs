using System.Net.Sockets;
using System.Threading.Channels;

namespace DccBridge.Tray.DBus;

/// <summary>
/// A connection to a message bus. Two loops: one reads and answers calls in the order in which they come, one writes. Handlers of calls and
/// signals run on the reading loop and must return at once.
/// </summary>
internal sealed partial class BusConnection : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly BusOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<byte[]> _outgoing;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Dictionary<uint, TaskCompletionSource<BusMessage>> _pending = [];
    private readonly List<(BusMatch Match, Action<BusMessage> Handle)> _matches = [];
    private Task _loops = Task.CompletedTask;
    private uint _serial;

    private BusConnection(Stream stream, BusOptions options, TimeProvider time)
    {
        _stream = stream;
        _options = options;
        _time = time;
        _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(options.MostOutgoing) { SingleReader = true });
    }

    /// <summary>Our name on the bus, such as :1.42.</summary>
    public string UniqueName { get; private set; } = "";

    /// <summary>The objects that others see here.</summary>
    public BusObjectTable Objects { get; } = new();

    /// <summary>Ends with the reason for which the connection ended.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Connects to the first address that answers.</summary>
    /// <exception cref="BusClosedException">None of them answers; the message says what each said.</exception>
    public static async Task<BusConnection> ConnectAsync(IReadOnlyList<BusAddress> addresses, BusOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var address in addresses)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                using var limit = new CancellationTokenSource(options.ConnectLimit, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                await socket.ConnectAsync(address.EndPoint, either.Token).ConfigureAwait(false);
                return await OpenAsync(new NetworkStream(socket, ownsSocket: true), options, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ArgumentException or IOException or BusClosedException or BusException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                socket.Dispose();
                reasons.Add($"{address.Path.Replace('\0', '@')}: {Reason(e)}");
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new BusClosedException("The D-Bus session cannot be reached. " + string.Join("; ", reasons));
    }

    /// <summary>Authenticates over a stream and says hello to the bus.</summary>
    /// <exception cref="BusClosedException">What is there is no bus, or it refused.</exception>
    /// <exception cref="BusException">The bus refused the hello.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public static async Task<BusConnection> OpenAsync(Stream stream, BusOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using (var limit = new CancellationTokenSource(options.ConnectLimit, time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken))
        {
            try
            {
                await BusAuthentication.RunAsync(stream, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The D-Bus session did not answer the handshake within {options.ConnectLimit.TotalSeconds:0} s.");
            }
        }

        var connection = new BusConnection(stream, options, time);
        connection._loops = connection.RunAsync();
        try
        {
            var hello = await connection.CallAsync(BusNames.Bus, BusNames.BusPath, BusNames.Bus, "Hello", "", [], cancellationToken).ConfigureAwait(false);
            connection.UniqueName = (string)hello.Expect("s")[0];
            return connection;
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (e is BusFormatException)
            {
                throw new BusClosedException(e.Message);
            }

            throw;
        }
    }

    /// <summary>Asks the bus for a well-known name.</summary>
    /// <exception cref="BusException">Another program has it.</exception>
    public async Task OwnNameAsync(string name, CancellationToken cancellationToken)
    {
        const uint DoNotQueue = 4;
        var answer = await CallAsync(BusNames.Bus, BusNames.BusPath, BusNames.Bus, "RequestName", "su", [name, DoNotQueue], cancellationToken).ConfigureAwait(false);
        if ((uint)answer.Expect("u")[0] is not (1 or 4))
        {
            throw new BusException(BusNames.Failed, $"Another program has the name {name} on the bus.");
        }
    }

    /// <summary>The unique name of the owner of a name, or null.</summary>
    public async Task<string?> OwnerAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await CallAsync(BusNames.Bus, BusNames.BusPath, BusNames.Bus, "GetNameOwner", "s", [name], cancellationToken).ConfigureAwait(false);
            return (string)answer.Expect("s")[0];
        }
        catch (BusException e) when (e.Name == BusNames.NameHasNoOwner)
        {
            return null;
        }
    }

    /// <summary>Has signals handled from now until the end of the connection.</summary>
    public async Task ListenAsync(BusMatch match, Action<BusMessage> handle, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _matches.Add((match, handle));
        }

        await CallAsync(BusNames.Bus, BusNames.BusPath, BusNames.Bus, "AddMatch", "s", [match.Rule], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls a method and waits for its answer.</summary>
    /// <exception cref="BusException">The answer is an error.</exception>
    /// <exception cref="TimeoutException">There was no answer in time; whether the call was carried out is not known.</exception>
    /// <exception cref="BusClosedException">The connection has ended.</exception>
    public async Task<BusMessage> CallAsync(string destination, string path, string @interface, string member, string signature, object[] values, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<BusMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        uint serial = AddPending(answer);
        try
        {
            await SendAsync(new BusMessage { Kind = BusMessageKind.Call, Serial = serial, Destination = destination, Path = path, Interface = @interface, Member = member, Signature = signature, Body = values }, cancellationToken).ConfigureAwait(false);
            var message = await answer.Task.WaitAsync(_options.CallLimit, _time, cancellationToken).ConfigureAwait(false);
            return message.Kind == BusMessageKind.Return ? message : throw new BusException(message.ErrorName, message.Body is [string text, ..] ? text : message.ErrorName);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{destination} did not answer {member} within {_options.CallLimit.TotalSeconds:0} s.");
        }
        finally
        {
            lock (_gate)
            {
                _pending.Remove(serial);
            }
        }
    }

    /// <summary>Sends a signal.</summary>
    /// <exception cref="BusClosedException">The connection has ended.</exception>
    public Task EmitAsync(string path, string @interface, string member, string signature, object[] values, CancellationToken cancellationToken) =>
        SendAsync(new BusMessage { Kind = BusMessageKind.Signal, Flags = BusMessage.NoReplyExpected, Serial = NextSerial(), Path = path, Interface = @interface, Member = member, Signature = signature, Body = values }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        End("The connection was closed by this program.");
        await _loops.ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    // The base library has no good words for a socket that is not there.
    private static string Reason(Exception e) => e switch
    {
        OperationCanceledException => "no answer in time",
        SocketException => "nobody listens there (" + e.Message + ")",
        _ => e.Message,
    };

    private uint AddPending(TaskCompletionSource<BusMessage> answer)
    {
        lock (_gate)
        {
            if (_ended.Task.IsCompleted)
            {
                throw new BusClosedException(_ended.Task.Result);
            }

            if (_pending.Count >= _options.MostPendingCalls)
            {
                throw new BusException(BusNames.Failed, $"{_pending.Count} calls are under way already; no more are begun.");
            }

            uint serial = ++_serial == 0 ? ++_serial : _serial;
            _pending.Add(serial, answer);
            return serial;
        }
    }

    private uint NextSerial()
    {
        lock (_gate)
        {
            return ++_serial == 0 ? ++_serial : _serial;
        }
    }
}
