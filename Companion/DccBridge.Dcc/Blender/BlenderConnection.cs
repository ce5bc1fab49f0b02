using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.Blender;

/// <summary>
/// A connection to the add-on in Blender. A frame is four bytes with the length, big-endian, and JSON; first both sides prove that they know the token, which never travels. One
/// request is under way at a time; after a failure in the middle of one the connection cannot be used any more.
/// </summary>
internal sealed class BlenderConnection : IAsyncDisposable
{
    private const int MaxHello = 64 * 1024;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly int _maxAnswer;
    private long _number;

    private BlenderConnection(Socket socket, int maxAnswer)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _maxAnswer = maxAnswer;
    }

    /// <summary>Blender has not closed it, as far as this side knows.</summary>
    public bool IsOpen
    {
        get
        {
            try
            {
                // Between requests nothing comes: what can be read then is the end, or nonsense.
                return !_socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Connects; whoever listens proves first that it knows the token, then this side does.</summary>
    /// <exception cref="DccException">Nothing listens there, or it is not Blender, or of another version, or it refuses.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task<BlenderConnection> ConnectAsync(BlenderEndpoint endpoint, int maxAnswer, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        BlenderConnection? connection = null;
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, endpoint.Port, cancellationToken).ConfigureAwait(false);
            connection = new BlenderConnection(socket, maxAnswer);
            await connection.GreetAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            socket.Dispose();
            throw e is SocketException or IOException
                ? new DccException(DccKind.Blender, DccFailure.NotRunning, $"{endpoint} does not answer: it was closed, or its add-on was switched off. Start Blender, and enable DccBridge under Edit > Preferences > Add-ons.", e)
                : e;
        }
    }

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="DccException">The answer makes no sense or is too long.</exception>
    public async Task<JsonElement> AskAsync(string method, ReadOnlyMemory<byte> parameters, TimeSpan within, CancellationToken cancellationToken)
    {
        var number = ++_number;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("id", number);
            json.WriteString("method", method);
            json.WriteNumber("within", within.TotalSeconds);
            json.WritePropertyName("params");
            json.WriteRawValue(parameters.Span);
            json.WriteEndObject();
        }

        await WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
        var answer = await ReadAsync(_maxAnswer, cancellationToken).ConfigureAwait(false);
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var given) && given == number
            ? answer
            : throw DccAnswers.Nonsense(DccKind.Blender, "it answers another request");
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task GreetAsync(BlenderEndpoint endpoint, CancellationToken cancellationToken)
    {
        var nonce = BlenderGreeting.NewNonce();
        await WriteAsync(BlenderGreeting.Hello(nonce), cancellationToken).ConfigureAwait(false);

        // Until it is proven who listens there, its words are nobody's: an error of it is not shown. An add-on of another version is answered for as well.
        if (!BlenderGreeting.TryReadAnswer(await ReadAsync(MaxHello, cancellationToken).ConfigureAwait(false), out var listenerNonce, out var listenerProof))
        {
            throw DccAnswers.Nonsense(DccKind.Blender, "it does not greet as the add-on of this version does");
        }

        var greeting = new BlenderGreeting(endpoint.Token, nonce, listenerNonce);
        if (!greeting.IsProvenBy(listenerProof))
        {
            throw new DccException(
                DccKind.Blender,
                DccFailure.Nonsense,
                $"Another program has the port of {endpoint}: it does not know the token in '{endpoint.Path}'. It was told nothing. Restart Blender.");
        }

        await WriteAsync(greeting.Proof(), cancellationToken).ConfigureAwait(false);
        var welcome = await ReadAsync(MaxHello, cancellationToken).ConfigureAwait(false);
        if (welcome.ValueKind == JsonValueKind.Object && welcome.TryGetProperty("error", out var error))
        {
            throw DccAnswers.Failure(DccKind.Blender, error);
        }

        if (welcome.ValueKind != JsonValueKind.Object || !BlenderGreeting.IsVersion(welcome))
        {
            throw DccAnswers.Nonsense(DccKind.Blender, "it does not welcome");
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var frame = new byte[4 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, content.Length);
        content.CopyTo(frame.AsMemory(4));
        await _stream.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    private async Task<JsonElement> ReadAsync(int most, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        await _stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length > most)
        {
            throw new DccException(DccKind.Blender, DccFailure.TooLarge, $"Blender's answer has {length} bytes, and {most} are allowed. Ask for less; if it was not much, another program has its port: restart Blender.") { IsOutcomeUnknown = true };
        }

        // As it comes: a length that is only claimed takes no memory.
        using var content = new MemoryStream();
        var piece = new byte[Math.Min(64 * 1024, (int)length)];
        while (content.Length < length)
        {
            var count = await _stream.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, length - content.Length)), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new EndOfStreamException("Blender closed the connection in the middle of an answer.");
            }

            content.Write(piece, 0, count);
        }

        try
        {
            using var document = JsonDocument.Parse(content.GetBuffer().AsMemory(0, (int)length));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw DccAnswers.Nonsense(DccKind.Blender, "it is no JSON", e);
        }
    }
}
