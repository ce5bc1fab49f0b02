using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Client.Events;

/// <summary>One verdict that arrived.</summary>
internal sealed class SeenVerdict(EventId id, VerdictEvent verdict, RpcConnection connection)
{
    public EventId Id { get; } = id;

    /// <summary>Null when it was taken.</summary>
    public VerdictEvent? Event { get; set; } = verdict;

    /// <summary>Brought it last.</summary>
    public RpcConnection Connection { get; set; } = connection;
}

/// <summary>Which verdicts arrived, by (instance, sequence); of those that were taken only the youngest are remembered. Not synchronised.</summary>
internal sealed class SeenVerdicts(int capacity)
{
    private readonly Dictionary<EventId, SeenVerdict> _byId = [];
    private readonly Queue<SeenVerdict> _inOrder = new();

    public SeenVerdict? Find(EventId id) => _byId.GetValueOrDefault(id);

    public void Add(SeenVerdict verdict)
    {
        _byId.Add(verdict.Id, verdict);
        _inOrder.Enqueue(verdict);
        while (_inOrder.Count > capacity && _inOrder.Peek().Event is null)
        {
            _byId.Remove(_inOrder.Dequeue().Id);
        }
    }
}
