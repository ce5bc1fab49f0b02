using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace DccBridge.Benchmarks.Wire;

/// <summary>A client of the floor.</summary>
internal sealed class FloorPeer : IPeer
{
    private static readonly byte[] EchoPayload = new byte[FloorFrame.EchoLength];
    private static readonly byte[] ChunkPayload = new byte[64 * 1024];
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly PipeWriter _writer;
    private Task? _events;

    public FloorPeer(Socket socket)
    {
        _stream = new(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream, new(bufferSize: FloorFrame.BufferSize));
        _writer = PipeWriter.Create(_stream, new(minimumBufferSize: FloorFrame.BufferSize));
    }

    public async ValueTask EchoAsync()
    {
        FloorFrame.Write(_writer, FloorFrame.Echo, EchoPayload);
        await _writer.FlushAsync();
        await ReadAsync(1);
    }

    public async Task PipelineAsync(int count, int inFlight)
    {
        int sent = Math.Min(inFlight, count);
        for (int i = 0; i < sent; i++)
        {
            FloorFrame.Write(_writer, FloorFrame.Echo, EchoPayload);
        }

        await _writer.FlushAsync();
        for (int answered = 0; answered < count;)
        {
            int got = await ReadAsync(int.MaxValue);
            answered += got;
            for (int i = 0; i < got && sent < count; i++, sent++)
            {
                FloorFrame.Write(_writer, FloorFrame.Echo, EchoPayload);
            }

            await _writer.FlushAsync();
        }
    }

    public async Task UploadAsync(long bytes, bool hashed)
    {
        for (long sent = 0; sent < bytes; sent += ChunkPayload.Length)
        {
            FloorFrame.Write(_writer, hashed ? FloorFrame.HashedChunk : FloorFrame.Chunk, ChunkPayload);
            await _writer.FlushAsync();
        }

        FloorFrame.Write(_writer, FloorFrame.UploadEnd, default);
        await _writer.FlushAsync();
        await ReadAsync(1);
    }

    public async ValueTask PublishAsync(long sequence)
    {
        byte[] payload = new byte[FloorFrame.EventLength];
        BinaryPrimitives.WriteInt64LittleEndian(payload, sequence);
        FloorFrame.Write(_writer, FloorFrame.Publish, payload);
        await _writer.FlushAsync();
    }

    public async ValueTask SubscribeAsync(Action<long> received)
    {
        FloorFrame.Write(_writer, FloorFrame.Subscribe, default);
        await _writer.FlushAsync();
        await ReadAsync(1);
        _events = Task.Run(() => ReadEventsAsync(received));
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        if (_events is not null)
        {
            await _events;
        }
    }

    private async Task ReadEventsAsync(Action<long> received)
    {
        try
        {
            while (true)
            {
                ReadResult read = await _reader.ReadAsync();
                ReadOnlySequence<byte> buffer = read.Buffer;
                while (FloorFrame.TryRead(ref buffer, out _, out ReadOnlySequence<byte> payload))
                {
                    received(ReadSequence(payload));
                }

                _reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Disposed by the workload.
        }
    }

    private static long ReadSequence(ReadOnlySequence<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[8];
        payload.Slice(0, 8).CopyTo(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private async ValueTask<int> ReadAsync(int most)
    {
        while (true)
        {
            ReadResult read = await _reader.ReadAsync();
            ReadOnlySequence<byte> buffer = read.Buffer;
            int count = 0;
            while (count < most && FloorFrame.TryRead(ref buffer, out _, out _))
            {
                count++;
            }

            _reader.AdvanceTo(buffer.Start, count == 0 ? buffer.End : buffer.Start);
            if (count > 0)
            {
                return count;
            }

            if (read.IsCompleted)
            {
                throw new IOException("The floor server is gone.");
            }
        }
    }
}
