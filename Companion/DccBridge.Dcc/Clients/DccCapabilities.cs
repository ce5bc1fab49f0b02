namespace DccBridge.Dcc.Clients;

/// <summary>What a program can be asked for. A call without its flag fails with <see cref="DccFailure.NotSupported"/>.</summary>
[Flags]
public enum DccCapabilities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><see cref="IDccClient.GetInfoAsync"/>.</summary>
    Info = 1,

    /// <summary><see cref="IDccClient.GetSelectionAsync"/>.</summary>
    Selection = 2,

    /// <summary><see cref="IDccClient.ExportSelectionAsync"/>.</summary>
    Export = 4,

    /// <summary><see cref="IDccClient.OpenFileAsync"/>.</summary>
    OpenFile = 8,

    /// <summary><see cref="IDccClient.SelectNodesAsync"/>.</summary>
    SelectNodes = 16,

    /// <summary><see cref="IDccClient.RunCodeAsync"/>.</summary>
    RunCode = 32,

    /// <summary>All of the above.</summary>
    All = Info | Selection | Export | OpenFile | SelectNodes | RunCode,
}
