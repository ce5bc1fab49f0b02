using System.Net.Sockets;
using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>What may be asked of the server's objects.</summary>
public sealed partial class RpycConnection
{
    /// <summary>Calls an object.</summary>
    /// <param name="target">A function or another callable.</param>
    /// <param name="arguments">Plain values, tuples, references of this connection, callbacks.</param>
    /// <param name="limit">Longest wait; null is that of the options.</param>
    /// <param name="cancellationToken">Stops waiting; Python goes on.</param>
    /// <returns>A plain value, a <see cref="PythonTuple"/>, or a reference.</returns>
    /// <exception cref="RemotePythonException">Python raised.</exception>
    /// <exception cref="RpycTimeoutException">No answer in time; whether it happened is not known.</exception>
    /// <exception cref="RpycConnectionException">The connection has ended.</exception>
    /// <exception cref="BrineException">An argument cannot be sent.</exception>
    public Task<object?> CallAsync(RpycReference target, IReadOnlyList<object?> arguments, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        RequestAsync(RpycHandler.Call, PythonTuple.Of(target, new PythonTuple(arguments), PythonTuple.Empty), limit, cancellationToken);

    /// <summary>Calls a method of an object, in one round trip.</summary>
    /// <inheritdoc cref="CallAsync"/>
    public Task<object?> CallMethodAsync(RpycReference target, string name, IReadOnlyList<object?> arguments, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        RequestAsync(RpycHandler.CallAttribute, PythonTuple.Of(target, name, new PythonTuple(arguments), PythonTuple.Empty), limit, cancellationToken);

    /// <summary>An attribute of an object.</summary>
    /// <inheritdoc cref="CallAsync"/>
    public Task<object?> GetAttributeAsync(RpycReference target, string name, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        RequestAsync(RpycHandler.GetAttribute, PythonTuple.Of(target, name), limit, cancellationToken);

    /// <summary>Sets an attribute of an object.</summary>
    /// <inheritdoc cref="CallAsync"/>
    public Task SetAttributeAsync(RpycReference target, string name, object? value, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        RequestAsync(RpycHandler.SetAttribute, PythonTuple.Of(target, name, value), limit, cancellationToken);

    /// <summary>Sends bytes there and back: the server answers while it serves requests.</summary>
    /// <inheritdoc cref="CallAsync"/>
    public Task PingAsync(TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        RequestAsync(RpycHandler.Ping, PythonTuple.Of("dccbridge"), limit, cancellationToken);

    private async Task<object?> RequestAsync(RpycHandler handler, PythonTuple arguments, TimeSpan? limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfEnded();
        if (_pending.Count >= _options.MaxPendingRequests)
        {
            throw new InvalidOperationException($"{_options.MaxPendingRequests} requests wait for their answers already; await some of them first.");
        }

        var number = Interlocked.Increment(ref _sequence);
        var answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[number] = answer;
        var wait = limit ?? _options.RequestTimeout;
        try
        {
            // The wait begins before the sending: a server that no longer reads must not hold it up for ever.
            var waiting = answer.Task.WaitAsync(wait, _options.Time, cancellationToken);
            var sending = SendRequestAsync(number, handler, arguments, answer, cancellationToken);
            if (sending.IsCompleted || await Task.WhenAny(sending, waiting).ConfigureAwait(false) == sending)
            {
                await sending.ConfigureAwait(false);
            }

            return await waiting.ConfigureAwait(false);
        }
        catch (TimeoutException exception) when (exception is not RpycTimeoutException && !answer.Task.IsCompleted)
        {
            throw new RpycTimeoutException(wait);
        }
        finally
        {
            // An answer that comes later finds nobody and is dropped; what it refers to is released where it is read.
            _pending.TryRemove(number, out _);
        }
    }

    private async Task SendRequestAsync(long number, RpycHandler handler, PythonTuple arguments, TaskCompletionSource<object?> answer, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(
                frames =>
                {
                    // Before the releases: when it cannot be written, they wait for the next request.
                    _boxing.Add(frames, _options.MaxFrameBytes, RpycMessage.Request, number, (brine, lent) =>
                    {
                        brine.TupleHead(2);
                        brine.Write((long)handler);
                        _boxing.Box(brine, arguments, lent);
                    });
                    AddForgotten(frames);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            End(new RpycConnectionException(RpycEndReason.Lost, "The connection to Python was lost. Whether what was asked last happened is not known.", exception));
            ThrowIfEnded();
        }
        catch (Exception exception) when (exception is BrineException or OperationCanceledException or RpycConnectionException)
        {
            // Nothing was sent, so nothing will come.
            answer.TrySetCanceled(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Releases go along with a request; their answers come and are passed over.</summary>
    private void AddForgotten(RpycFrameWriter frames)
    {
        for (var most = 1000; most > 0 && _forgotten.TryDequeue(out var id); most--)
        {
            frames.Add(_options.MaxFrameBytes, RpycMessage.Request, Interlocked.Increment(ref _sequence), id, static (brine, forgotten) =>
            {
                brine.TupleHead(2);
                brine.Write((long)RpycHandler.Delete);
                brine.TupleHead(2);
                brine.Write((long)RpycLabel.Tuple);
                brine.TupleHead(2);
                brine.TupleHead(2);
                brine.Write((long)RpycLabel.ReceiversObject);
                brine.Write(forgotten);
                brine.TupleHead(2);
                brine.Write((long)RpycLabel.Value);
                brine.Write(1L);
            });
        }
    }

    private async Task SendAsync(Action<RpycFrameWriter> add, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfEnded();
            try
            {
                add(_frames);

                // Once begun a frame is written to its end: half of one would spoil all that follow. The end of the connection stops it.
                await _stream.WriteAsync(_frames.Written, _ending.Token).ConfigureAwait(false);
            }
            finally
            {
                _frames.Clear();
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            ThrowIfEnded();
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    private void ThrowIfEnded()
    {
        if (_ended.Task.IsCompleted)
        {
            var reason = _ended.Task.Result;
            throw new RpycConnectionException(reason.Reason, reason.Message, reason);
        }
    }
}
