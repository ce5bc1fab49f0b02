namespace DccBridge.Dcc.Clients;

/// <summary>How long to wait for a program, and how much to take of it. Immutable.</summary>
public sealed record DccClientOptions
{
    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest wait for what is quick when the program is idle: info, selection, selecting.</summary>
    public TimeSpan QueryLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for an export.</summary>
    public TimeSpan ExportLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait until a scene is open.</summary>
    public TimeSpan OpenLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait for code.</summary>
    public TimeSpan CodeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest answer in bytes.</summary>
    public int MaxAnswerBytes { get; init; } = 16 << 20;

    /// <summary>Most nodes in one request to select.</summary>
    public int MaxNodes { get; init; } = 10_000;

    /// <summary>Maya: the -bufferSize of its command port, in bytes.</summary>
    public int MayaBufferSize { get; init; } = 4096;

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
