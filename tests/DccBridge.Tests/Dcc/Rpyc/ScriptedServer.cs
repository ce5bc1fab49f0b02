using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using DccBridge.Dcc.Brine;

namespace DccBridge.Tests.Dcc.Rpyc;

/// <summary>The other end of a connection in memory, played byte by byte.</summary>
internal sealed class ScriptedServer
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();

    public ScriptedServer() => ClientSide = new TwoPipes(_toClient.Reader.AsStream(), _toServer.Writer.AsStream());

    /// <summary>What the client opens.</summary>
    public Stream ClientSide { get; }

    /// <summary>A reference to the root, as rpyc 5.3 gives it.</summary>
    public static PythonTuple Root { get; } = PythonTuple.Of("rpyc.core.service.SlaveService", 962478928L, 139834845271984L);

    /// <summary>Reads one message of the client.</summary>
    public async Task<PythonTuple> ReadAsync()
    {
        var stream = _toServer.Reader.AsStream(leaveOpen: true);
        var head = new byte[5];
        await stream.ReadExactlyAsync(head).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        var data = new byte[BinaryPrimitives.ReadInt32BigEndian(head) + 1];
        await stream.ReadExactlyAsync(data).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return (PythonTuple)new BrineReader(data.AsSpan(..^1)).Read()!;
    }

    /// <summary>Sends a message.</summary>
    public Task SendAsync(params object?[] message)
    {
        var output = new ArrayBufferWriter<byte>();
        new BrineWriter(output).Write(new PythonTuple(message));
        return SendFrameAsync(0, output.WrittenSpan.ToArray());
    }

    /// <summary>Sends a frame of these bytes.</summary>
    public Task SendFrameAsync(byte flag, byte[] data)
    {
        var frame = new byte[data.Length + 6];
        BinaryPrimitives.WriteInt32BigEndian(frame, data.Length);
        frame[4] = flag;
        data.CopyTo(frame, 5);
        frame[^1] = (byte)'\n';
        return SendBytesAsync(frame);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendBytesAsync(byte[] bytes) => await _toClient.Writer.WriteAsync(bytes);

    /// <summary>Answers the question for the root.</summary>
    public async Task GreetAsync()
    {
        await ReadAsync();
        await SendAsync(2L, 0L, PythonTuple.Of(4L, Root));
    }

    /// <summary>Ends the stream to the client.</summary>
    public ValueTask CloseAsync() => _toClient.Writer.CompleteAsync();

    private sealed class TwoPipes(Stream input, Stream output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => output.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await output.WriteAsync(buffer, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            input.Dispose();
            output.Dispose();
            base.Dispose(disposing);
        }
    }
}
