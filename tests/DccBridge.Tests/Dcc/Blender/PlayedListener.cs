using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace DccBridge.Tests.Dcc.Blender;

/// <summary>What listens where an add-on is expected, played frame by frame on a raw socket. It keeps all that it was sent.</summary>
internal sealed class PlayedListener : IAsyncDisposable
{
    /// <summary>Has characters that no hexadecimal number has, so that a piece of it is found wherever it travels.</summary>
    public const string Token = "T0ken-of_the-LISTENER-that-n0body-else-kn0ws";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly MemoryStream _received = new();
    private readonly Task _serving;
    private readonly CancellationTokenSource _end = new();

    /// <param name="talk">Talks to one connection after the other; returning hangs up.</param>
    public PlayedListener(Func<PlayedListener, NetworkStream, Task> talk)
    {
        _listener.Start();
        _serving = ServeAsync(talk);
    }

    /// <summary>The frames that it read, of all connections.</summary>
    public List<JsonObject> Frames { get; } = [];

    /// <summary>Ends with the listener.</summary>
    public CancellationToken End => _end.Token;

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A listener that answers the first frame with this, and reads on until the companion hangs up.</summary>
    public static PlayedListener Answering(Func<JsonObject, string> answer) => new(async (listener, stream) =>
    {
        await listener.WriteAsync(stream, answer(await listener.ReadAsync(stream)));
        await listener.ReadToEndAsync(stream);
    });

    /// <summary>A proof as the documents describe it, made without the companion's own code.</summary>
    public static string Prove(string token, string label, string companion, string listener) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(token),
        (byte[])[.. Encoding.ASCII.GetBytes("dccbridge-addon/2 " + label), .. Convert.FromHexString(companion), .. Convert.FromHexString(listener)]));

    /// <summary>Greets as the add-on does: proves, checks, welcomes. Leaves the connection with the companion's proof and the right one.</summary>
    public async Task<(string Given, string Expected)> ProveAsync(NetworkStream stream)
    {
        var theirs = (string)(await ReadAsync(stream))["nonce"]!;
        var mine = NewNonce();
        await WriteAsync(stream, $$"""{"hello":2,"nonce":"{{mine}}","proof":"{{Prove(Token, "listener", theirs, mine)}}"}""");
        return ((string)(await ReadAsync(stream))["proof"]!, Prove(Token, "companion", theirs, mine));
    }

    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Writes the endpoint file that leads here.</summary>
    public string WriteEndpoint(string folder)
    {
        var path = Path.Combine(folder, "blender-4711.json");
        File.WriteAllText(path, $$"""{"version":1,"kind":"blender","pid":4711,"port":{{Port}},"token":"{{Token}}","application":"Blender 3.4.1"}""");
        return path;
    }

    public async Task<JsonObject> ReadAsync(NetworkStream stream)
    {
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, End).AsTask().WaitAsync(Patience);
        var content = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        await stream.ReadExactlyAsync(content, End).AsTask().WaitAsync(Patience);
        _received.Write(content);
        var frame = JsonNode.Parse(content)!.AsObject();
        Frames.Add(frame);
        return frame;
    }

    public async Task WriteAsync(NetworkStream stream, string json)
    {
        var content = Encoding.UTF8.GetBytes(json);
        var frame = new byte[4 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, content.Length);
        content.CopyTo(frame, 4);
        await stream.WriteAsync(frame, End);
    }

    public async Task ReadToEndAsync(NetworkStream stream)
    {
        var piece = new byte[1024];
        int count;
        while ((count = await stream.ReadAsync(piece, End).AsTask().WaitAsync(Patience)) > 0)
        {
            _received.Write(piece.AsSpan(0, count));
        }
    }

    /// <summary>The companion has said hello and hung up: no token, no proof, no request.</summary>
    public async Task AssertNothingWasToldAsync()
    {
        await DisposeAsync();
        var bytes = Encoding.Latin1.GetString(_received.ToArray());
        var pieces = Enumerable.Range(0, Token.Length - 5).Select(start => Token.Substring(start, 6));
        Assert.That(pieces.Where(piece => bytes.Contains(piece, StringComparison.Ordinal)), Is.Empty, bytes);
        Assert.That(Frames.SelectMany(frame => frame.Select(member => member.Key)), Is.EqualTo(new[] { "hello", "nonce" }), bytes);
        Assert.That(bytes, Has.Length.EqualTo(Frames[0].ToJsonString().Length), "and not a byte more");
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        try
        {
            // The companion has hung up by now, so a conversation ends by itself; one that waits for nothing is ended.
            await _serving.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            await _end.CancelAsync();
            await _serving.WaitAsync(Patience);
        }
    }

    private async Task ServeAsync(Func<PlayedListener, NetworkStream, Task> talk)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                try
                {
                    await talk(this, client.GetStream());
                }
                catch (Exception e) when (e is IOException or OperationCanceledException)
                {
                    // The companion has hung up, or the test is over.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }
}
