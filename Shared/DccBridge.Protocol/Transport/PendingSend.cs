using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace DccBridge.Protocol.Transport;

/// <summary>A send that the kernel did not take at once. One object per socket, used again and again: there is one writer at a time.</summary>
internal sealed class PendingSend : IValueTaskSource
{
    private readonly Socket _socket;
    private readonly Action _onCompleted;
    private ManualResetValueTaskSourceCore<bool> _core;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _awaiter;
    private ReadOnlyMemory<byte> _rest;
    private CancellationToken _cancellationToken;

    public PendingSend(Socket socket)
    {
        _socket = socket;
        _onCompleted = OnCompleted;
    }

    /// <summary>Waits for <paramref name="sending"/> and sends what it leaves over.</summary>
    public ValueTask Wait(ValueTask<int> sending, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        _core.Reset();
        _rest = data;
        _cancellationToken = cancellationToken;
        var task = new ValueTask(this, _core.Version);
        _awaiter = sending.ConfigureAwait(false).GetAwaiter();
        _awaiter.UnsafeOnCompleted(_onCompleted);
        return task;
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void OnCompleted()
    {
        try
        {
            _rest = _rest[_awaiter.GetResult()..];
            if (!_rest.IsEmpty)
            {
                _awaiter = _socket.SendAsync(_rest, SocketFlags.None, _cancellationToken).ConfigureAwait(false).GetAwaiter();
                _awaiter.UnsafeOnCompleted(_onCompleted);
                return;
            }
        }
        catch (Exception e)
        {
            // Whatever it is, it belongs to who waits for this send.
            _core.SetException(e);
            return;
        }

        _core.SetResult(true);
    }
}
