using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace DccBridge.Benchmarks.Wire;

/// <summary>The floor: bare System.IO.Pipelines over a socket, no protocol to speak of.</summary>
internal sealed class FloorServer(Socket listener)
{
    private readonly List<PipeWriter> _subscribers = [];

    public async Task RunAsync()
    {
        while (true)
        {
            Socket socket = await listener.AcceptAsync();
            if (socket.AddressFamily != AddressFamily.Unix)
            {
                socket.NoDelay = true;
            }

            _ = Task.Run(() => ServeAsync(socket));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        PipeReader reader = PipeReader.Create(stream, new(bufferSize: FloorFrame.BufferSize));
        PipeWriter writer = PipeWriter.Create(stream);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync();
                ReadOnlySequence<byte> buffer = read.Buffer;
                bool answered = false;
                while (FloorFrame.TryRead(ref buffer, out byte kind, out ReadOnlySequence<byte> payload))
                {
                    switch (kind)
                    {
                        case FloorFrame.Echo:
                            WritePayload(writer, payload);
                            answered = true;
                            break;
                        case FloorFrame.HashedChunk:
                            foreach (ReadOnlyMemory<byte> piece in payload)
                            {
                                hash.AppendData(piece.Span);
                            }

                            break;
                        case FloorFrame.UploadEnd:
                            FloorFrame.Write(writer, FloorFrame.UploadEnd, default);
                            answered = true;
                            break;
                        case FloorFrame.Subscribe:
                            lock (_subscribers)
                            {
                                _subscribers.Add(writer);
                            }

                            FloorFrame.Write(writer, FloorFrame.Subscribe, default);
                            answered = true;
                            break;
                        case FloorFrame.Publish:
                            Publish(payload);
                            break;
                    }
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (answered)
                {
                    await writer.FlushAsync();
                }

                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (IOException)
        {
            // The client is done.
        }
        finally
        {
            lock (_subscribers)
            {
                _subscribers.Remove(writer);
            }
        }
    }

    private static void WritePayload(PipeWriter writer, ReadOnlySequence<byte> payload)
    {
        Span<byte> copy = stackalloc byte[FloorFrame.EchoLength];
        payload.CopyTo(copy);
        FloorFrame.Write(writer, FloorFrame.Echo, copy[..(int)payload.Length]);
    }

    private void Publish(ReadOnlySequence<byte> payload)
    {
        Span<byte> copy = stackalloc byte[FloorFrame.EventLength];
        payload.CopyTo(copy);
        lock (_subscribers)
        {
            foreach (PipeWriter subscriber in _subscribers)
            {
                FloorFrame.Write(subscriber, FloorFrame.Event, copy);
                ValueTask<FlushResult> flush = subscriber.FlushAsync();
                if (!flush.IsCompletedSuccessfully)
                {
                    flush.AsTask().GetAwaiter().GetResult();
                }
            }
        }
    }
}
