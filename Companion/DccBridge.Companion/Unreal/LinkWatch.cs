using DccBridge.Client;
using DccBridge.Protocol.Contracts.Session;

namespace DccBridge.Companion.Unreal;

/// <summary>Passes on what happens to the link of one session.</summary>
internal sealed class LinkWatch
{
    private Action<LinkChange>? _told;
    private bool _wasConnected;

    /// <summary>Adds a listener.</summary>
    public void Add(Action<LinkChange> told) => _told += told;

    /// <summary>Takes a step of the connection.</summary>
    public void Tell(ConnectionChange change)
    {
        switch (change.State)
        {
            case ConnectionState.Connected when _wasConnected:
                _told?.Invoke(new LinkChange(LinkState.Restored, "The connection to the editor is back.", VerdictsMayBeLost: !change.Resumed));
                break;
            case ConnectionState.Connected:
                _wasConnected = true;
                break;
            case ConnectionState.Reconnecting when change.Attempt == 0:
                _told?.Invoke(new LinkChange(LinkState.Lost, $"The connection to the editor is lost and is made again: {change.Message}"));
                break;
            case ConnectionState.Closed:
                _told?.Invoke(new LinkChange(LinkState.Ended, change.Message));
                break;
        }
    }

    /// <summary>Takes a gap in the verdicts.</summary>
    public void Tell(EventGap gap) => _told?.Invoke(new LinkChange(LinkState.Gap, $"Verdicts {gap.FirstMissing} to {gap.LastMissing} are lost: {gap.Reason}", VerdictsMayBeLost: true));
}
