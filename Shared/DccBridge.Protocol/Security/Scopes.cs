namespace DccBridge.Protocol.Security;

/// <summary>What a session may do. Granted = what the client wanted and the editor's setting allows. On the wire an unsigned integer of these bits; unknown bits are ignored.</summary>
[Flags]
public enum Scopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Look: state, assets, operations, events.</summary>
    Observe = 1,

    /// <summary>Run validation.</summary>
    Validate = 2,

    /// <summary>Import, change, rename and delete assets.</summary>
    Edit = 4,

    /// <summary>Run code in the editor. Off unless the editor's setting allows it.</summary>
    Execute = 8,
}
