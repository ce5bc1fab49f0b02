namespace DccBridge.Tray;

/// <summary>What the icon says. Each state has a shape of its own, so that it is told apart without colours too.</summary>
public enum TrayIconState
{
    /// <summary>No editor runs: a hollow tile, the bridge has a gap.</summary>
    NoEditor,

    /// <summary>An editor was found and is not connected yet: a hollow tile with three dots.</summary>
    Connecting,

    /// <summary>All is well: a full tile with a whole bridge.</summary>
    Connected,

    /// <summary>An editor computes or waits at a dialog: a full tile with an hourglass.</summary>
    Busy,

    /// <summary>Findings wait: the bridge, and a round badge with their number.</summary>
    Findings,

    /// <summary>Somebody must do something: a triangle with an exclamation mark.</summary>
    Attention,
}
