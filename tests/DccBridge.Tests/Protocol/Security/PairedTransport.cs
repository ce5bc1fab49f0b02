using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Protocol.Security;

/// <summary>
/// One end of a connection in memory that runs whoever waits at once, on the thread that sends: when the call that began a
/// handshake returns, all that can happen without time passing has happened.
/// </summary>
internal sealed class PairedTransport : ITransport
{
    private readonly Queue<byte> _inbox = new();
    private TaskCompletionSource<int>? _waiting;
    private Memory<byte> _waitingBuffer;
    private bool _peerEnded;
    private bool _closed;
    private bool _cut;

    private PairedTransport(string description) => Description = description;

    public string Description { get; }

    public PairedTransport Peer { get; private set; } = null!;

    /// <summary>All bytes that this end sent, before any change on the way.</summary>
    public List<byte> Sent { get; } = [];

    /// <summary>How often this end called send.</summary>
    public int Sends { get; private set; }

    /// <summary>How often a receive of this end was given bytes.</summary>
    public int Receives { get; private set; }

    public bool Closed => _closed;

    /// <summary>Bytes that came and that this end has not taken.</summary>
    public int Waiting => _inbox.Count;

    /// <summary>Changes each byte that this end sends, by its place in the stream.</summary>
    public Func<int, byte, byte>? OnTheWay { get; set; }

    /// <summary>The connection breaks when this end has sent so many bytes.</summary>
    public int? CutAfter { get; set; }

    /// <summary>The most bytes that one receive of this end is given.</summary>
    public int MaxReceive { get; set; } = int.MaxValue;

    /// <summary>What a broken connection throws at this end.</summary>
    public Func<Exception> Broken { get; set; } = () => new IOException("broken");

    /// <summary>When set, a send never ends (the peer does not read and all buffers are full).</summary>
    public bool SendBlocks { get; set; }

    public static (PairedTransport Client, PairedTransport Server) Create()
    {
        var client = new PairedTransport("memory client");
        var server = new PairedTransport("memory server");
        client.Peer = server;
        server.Peer = client;
        return (client, server);
    }

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Assert.That(buffer.Length, Is.GreaterThan(0), "a receive into nothing");
        if (_closed || _cut)
        {
            throw Broken();
        }

        if (_inbox.Count > 0 || _peerEnded)
        {
            return Take(buffer);
        }

        Assert.That(_waiting, Is.Null, "two receives at once");
        var waiting = new TaskCompletionSource<int>();
        _waiting = waiting;
        _waitingBuffer = buffer;
        await using var registration = cancellationToken.Register(() =>
        {
            _waiting = null;
            waiting.TrySetCanceled(cancellationToken);
        });
        return await waiting.Task;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        if (_closed || _cut)
        {
            throw Broken();
        }

        Sends++;
        if (SendBlocks)
        {
            var never = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            await never.Task;
        }

        foreach (var b in data.ToArray())
        {
            if (Sent.Count == CutAfter)
            {
                break;
            }

            Peer._inbox.Enqueue(OnTheWay?.Invoke(Sent.Count, b) ?? b);
            Sent.Add(b);
        }

        if (Sent.Count == CutAfter)
        {
            Cut();
            throw Broken();
        }

        Peer.Wake();
    }

    public void Abort() => Close();

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>What has come and was not taken, for a test that plays this end itself.</summary>
    public byte[] TakeAll()
    {
        var all = _inbox.ToArray();
        _inbox.Clear();
        return all;
    }

    private void Cut()
    {
        foreach (var end in new[] { this, Peer })
        {
            end._peerEnded = true;
        }

        Peer.Wake();
        _cut = true;
    }

    private void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        var own = _waiting;
        _waiting = null;
        own?.TrySetException(Broken());
        Peer._peerEnded = true;
        Peer.Wake();
    }

    private void Wake()
    {
        if (_waiting is { } waiting && (_inbox.Count > 0 || _peerEnded))
        {
            _waiting = null;
            waiting.TrySetResult(Take(_waitingBuffer));
        }
    }

    private int Take(Memory<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, MaxReceive), _inbox.Count);
        for (var i = 0; i < count; i++)
        {
            buffer.Span[i] = _inbox.Dequeue();
        }

        Receives++;
        return count;
    }
}
