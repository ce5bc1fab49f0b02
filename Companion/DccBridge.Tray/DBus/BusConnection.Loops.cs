using System.Net.Sockets;
using System.Threading.Channels;

namespace DccBridge.Tray.DBus;

/// <content>What reads and what writes.</content>
internal sealed partial class BusConnection
{
    private async Task RunAsync() => await Task.WhenAll(GuardAsync(ReadAsync), GuardAsync(WriteAsync)).ConfigureAwait(false);

    private async Task GuardAsync(Func<Task> loop)
    {
        // Away from the caller: both loops begin with waiting, but nobody promises that.
        await Task.Yield();
        try
        {
            await loop().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Ended by the other loop or by this program.
        }
        catch (Exception e) when (e is IOException or SocketException or BusFormatException or BusClosedException or ObjectDisposedException or TimeoutException)
        {
            End(e is IOException or SocketException ? "The connection to the D-Bus session broke: " + e.Message : e.Message);
        }
        catch (Exception e)
        {
            // A defect of ours: nobody waits for this loop, so that its end must be told to those who wait for answers.
            End($"The connection to the D-Bus session was given up after an unexpected {e.GetType().Name}: {e.Message}");
        }
    }

    private async Task ReadAsync()
    {
        byte[] head = new byte[BusMessageCoding.FixedHead];
        while (true)
        {
            if (await _stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, _stop.Token).ConfigureAwait(false) < head.Length)
            {
                throw new BusClosedException("The D-Bus session ended.");
            }

            byte[] message = new byte[BusMessageCoding.Length(head, _options.MostMessageBytes)];
            head.CopyTo(message, 0);
            await _stream.ReadExactlyAsync(message.AsMemory(head.Length), _stop.Token).ConfigureAwait(false);
            await HandleAsync(BusMessageCoding.Read(message)).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync()
    {
        await foreach (byte[] message in _outgoing.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
        {
            await _stream.WriteAsync(message, _stop.Token).AsTask().WaitAsync(_options.SendLimit, _time, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task HandleAsync(BusMessage message)
    {
        switch (message.Kind)
        {
            case BusMessageKind.Return or BusMessageKind.Error:
                TaskCompletionSource<BusMessage>? waiting;
                lock (_gate)
                {
                    _pending.Remove(message.ReplySerial, out waiting);
                }

                waiting?.TrySetResult(message);
                break;
            case BusMessageKind.Signal:
                List<Action<BusMessage>> handlers;
                lock (_gate)
                {
                    handlers = [.. _matches.Where(m => m.Match.Fits(message)).Select(m => m.Handle)];
                }

                foreach (var handle in handlers)
                {
                    handle(message);
                }

                break;
            case BusMessageKind.Call:
                await AnswerAsync(message).ConfigureAwait(false);
                break;
            default:
                break; // Kinds that are not known are passed over, by the specification.
        }
    }

    private async Task AnswerAsync(BusMessage call)
    {
        var answer = new BusMessage { Kind = BusMessageKind.Return, Flags = BusMessage.NoReplyExpected, ReplySerial = call.Serial, Destination = call.Sender, Serial = NextSerial() };
        try
        {
            var (signature, values) = Objects.Answer(call);
            answer = answer with { Signature = signature, Body = values };
        }
        catch (BusException e)
        {
            answer = answer with { Kind = BusMessageKind.Error, ErrorName = e.Name, Signature = "s", Body = [e.Message.Replace('\0', ' ')] };
        }

        if ((call.Flags & BusMessage.NoReplyExpected) == 0)
        {
            await SendAsync(answer, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(BusMessage message, CancellationToken cancellationToken)
    {
        byte[] bytes = BusMessageCoding.Write(message);
        try
        {
            if (!_outgoing.Writer.TryWrite(bytes))
            {
                await _outgoing.Writer.WriteAsync(bytes, cancellationToken).AsTask().WaitAsync(_options.SendLimit, _time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ChannelClosedException)
        {
            throw new BusClosedException(await _ended.Task.ConfigureAwait(false));
        }
    }

    // Once: the first reason is the one that is told.
    private void End(string reason)
    {
        List<TaskCompletionSource<BusMessage>> waiting;
        lock (_gate)
        {
            if (!_ended.TrySetResult(reason))
            {
                return;
            }

            waiting = [.. _pending.Values];
        }

        _outgoing.Writer.TryComplete();
        _stop.Cancel();
        foreach (var one in waiting)
        {
            one.TrySetException(new BusClosedException(reason));
        }
    }
}
