namespace DccBridge.Unreal;

/// <summary>Which of Unreal's validators is ours, and whether it is to be silent now. On the game thread only.</summary>
internal sealed class OwnValidator
{
    /// <summary>The one that was registered by hand. Another one that Unreal found by itself, or that a reload left behind, stays silent.</summary>
    public UDccBridgeValidator? Registered { get; set; }

    /// <summary>True while DccBridge runs all validators itself: its own rules are judged elsewhere then.</summary>
    public bool IsSilent { get; set; }

    /// <summary>True when this one is to judge: there is a server, and nobody else judges by its rules now.</summary>
    public bool Speaks(UDccBridgeValidator validator) => !IsSilent && BridgeLife.Current.Server is not null && Registered is { } registered && registered.NativeObject == validator.NativeObject;
}
