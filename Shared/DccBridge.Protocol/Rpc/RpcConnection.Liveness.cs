namespace DccBridge.Protocol.Rpc;

public sealed partial class RpcConnection
{
    private readonly Liveness _liveness;
    private long _lastReceivedAt;

    private void CheckLiveness()
    {
        if (_disconnect is not null)
        {
            return;
        }

        TimeSpan silence = _deadlines.Time.GetElapsedTime(Volatile.Read(ref _lastReceivedAt));
        if (_outbox.SendAge > _options.SendTimeout)
        {
            End(DisconnectReason.PeerNotReading, $"The other side took nothing of what was sent for {_options.SendTimeout.TotalSeconds:0} s.");
            return;
        }

        if (silence > _options.PeerTimeout)
        {
            End(DisconnectReason.PeerUnresponsive, $"Nothing came from the other side for {_options.PeerTimeout.TotalSeconds:0} s, pings included.");
            return;
        }

        if (silence >= _options.PingInterval)
        {
            try
            {
                _outbox.Append(new ControlEnvelope(MessageKind.Ping));
            }
            catch (IOException)
            {
                return;
            }
        }

        _deadlines.Schedule(_liveness, _options.PingInterval);
    }

    private sealed class Liveness(RpcConnection connection) : DeadlineEntry
    {
        protected internal override void OnDeadline() => connection.CheckLiveness();
    }
}
