using System.Net.Sockets;
using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>What comes from the server: answers, and requests for callbacks.</summary>
public sealed partial class RpycConnection
{
    private async Task ReceiveAsync()
    {
        try
        {
            while (await _reader.ReadAsync(_ending.Token).ConfigureAwait(false) is { } data)
            {
                Take(data.Span);
            }

            End(new RpycConnectionException(RpycEndReason.ClosedByServer, "The server closed the connection. If Houdini was closed, start it again and hrpyc in it."));
        }
        catch (OperationCanceledException)
        {
            // This side has ended it.
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            End(new RpycConnectionException(RpycEndReason.Lost, "The connection to Python was lost. Whether what was asked last happened is not known.", exception));
        }
        catch (Exception exception) when (exception is InvalidDataException or BrineException)
        {
            End(new RpycConnectionException(RpycEndReason.ProtocolViolation, "The server sent what is no rpyc: " + exception.Message + " The connection was closed.", exception));
        }
    }

    private void Take(ReadOnlySpan<byte> data)
    {
        var reader = new BrineReader(data);
        var read = reader.Read();
        reader.End();
        if (read is not PythonTuple { Count: 3 } message || message[0] is not long kind || message[1] is not long number)
        {
            throw new BrineException("A message is not made of kind, number and content.");
        }

        switch ((RpycMessage)kind)
        {
            case RpycMessage.Reply:
                var value = _boxing.Unbox(message[2]);
                if (!_pending.TryGetValue(number, out var waiting) || !waiting.TrySetResult(value))
                {
                    (value as IDisposable)?.Dispose();
                }

                break;
            case RpycMessage.Exception:
                if (_pending.TryGetValue(number, out var failing))
                {
                    failing.TrySetException(RpycVinegar.Read(message[2]));
                }

                break;
            case RpycMessage.Request when message[2] is PythonTuple { Count: 2 } request && request[0] is long handler:
                TakeRequest(number, (RpycHandler)handler, _boxing.Unbox(request[1]) as PythonTuple ?? PythonTuple.Empty);
                break;
            default:
                throw new BrineException($"A message has the kind {kind}, which this dialect does not know.");
        }
    }

    private void TakeRequest(long number, RpycHandler handler, PythonTuple arguments)
    {
        if (handler == RpycHandler.Close)
        {
            End(new RpycConnectionException(RpycEndReason.ClosedByServer, "The server closed the connection. If Houdini was closed, start it again and hrpyc in it."));
            return;
        }

        if (Interlocked.Increment(ref _answering) > _options.MaxPendingRequests)
        {
            throw new BrineException($"Python asks more than {_options.MaxPendingRequests} things at once.");
        }

        // Not on the receive loop: a callback may ask Python something and needs the loop for the answer.
        _ = Task.Run(async () =>
        {
            try
            {
                await AnswerAsync(number, handler, arguments).ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Decrement(ref _answering);
            }
        });
    }

    private async Task AnswerAsync(long number, RpycHandler handler, PythonTuple arguments)
    {
        object? content;
        var kind = RpycMessage.Reply;
        try
        {
            content = await AnswerToAsync(handler, arguments).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever a callback throws is told to Python, which asked for it.
            (kind, content) = (RpycMessage.Exception, RpycVinegar.Write(exception));
        }

        try
        {
            await SendAnswerAsync(kind, number, content).ConfigureAwait(false);
        }
        catch (BrineException exception)
        {
            await SendAnswerAsync(RpycMessage.Exception, number, RpycVinegar.Write(exception)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RpycConnectionException or IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            End(new RpycConnectionException(RpycEndReason.Lost, "The connection to Python was lost while it called back.", exception));
        }
    }

    private Task SendAnswerAsync(RpycMessage kind, long number, object? content) => SendAsync(
        frames => _boxing.Add(frames, _options.MaxFrameBytes, kind, number, (brine, lent) =>
        {
            if (kind == RpycMessage.Exception)
            {
                brine.Write(content);
            }
            else
            {
                _boxing.Box(brine, content, lent);
            }
        }),
        _ending.Token);

    private async ValueTask<object?> AnswerToAsync(RpycHandler handler, PythonTuple arguments)
    {
        switch (handler, arguments)
        {
            case (RpycHandler.Call, [RpycCallback callback, PythonTuple positional, ..]):
                return await callback.InvokeAsync(positional).ConfigureAwait(false);
            case (RpycHandler.CallAttribute, [RpycCallback callback, "__call__", PythonTuple positional, ..]):
                return await callback.InvokeAsync(positional).ConfigureAwait(false);
            case (RpycHandler.Delete, [RpycCallback callback, ..]):
                _callbacks.Release(callback, arguments is [_, long times, ..] ? times : 1);
                return null;
            case (RpycHandler.Inspect, _):
                // The one method that a proxy of a callback needs.
                return PythonTuple.Of(PythonTuple.Of("__call__", "A function of DccBridge."));
            case (RpycHandler.Ping, [var data, ..]):
                return data;
            case (RpycHandler.Repr or RpycHandler.Text, [RpycCallback, ..]):
                return "<function of DccBridge>";
            case (RpycHandler.Hash, [RpycCallback callback, ..]):
                return (long)callback.GetHashCode();
            case (RpycHandler.Compare, [RpycCallback callback, var other, ..]):
                return ReferenceEquals(callback, other);
            case (RpycHandler.Directory, [RpycCallback, ..]):
                return PythonTuple.Of("__call__");
            case (RpycHandler.GetAttribute, [RpycCallback callback, "__call__", ..]):
                return callback;
            default:
                throw new NotSupportedException($"DccBridge answers no request of kind {(int)handler} for this object.");
        }
    }
}
