using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.Probing;

/// <summary>Where to look for running programs. Immutable.</summary>
public sealed record DccProbeOptions
{
    /// <summary>The folder with endpoint files of add-ons; null looks at none.</summary>
    public string? EndpointFolder { get; init; }

    /// <summary>The ports that are looked at: those that the programs take by themselves, a second and third one of them, and those that their users' scripts take most.</summary>
    public IReadOnlyList<DccPort> Ports { get; init; } =
    [
        new(DccKind.Houdini, 18811), new(DccKind.Houdini, 18812), new(DccKind.Houdini, 18813), new(DccKind.Houdini, 18814),
        new(DccKind.Maya, 7001), new(DccKind.Maya, 7002), new(DccKind.SubstancePainter, 60041),
    ];

    /// <summary>Further ports, as the settings name them.</summary>
    public IReadOnlyList<DccPort> MorePorts { get; init; } = [];

    /// <summary>Longest wait for a connection; on the loopback it stands at once or never.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait for the answer of one program.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest answer in bytes.</summary>
    public int MaxAnswerBytes { get; init; } = 1 << 20;

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A port on the loopback, and who is expected there.</summary>
/// <param name="Kind">The program.</param>
/// <param name="Port">The port.</param>
public sealed record DccPort(DccKind Kind, int Port)
{
    /// <summary>Reads "maya:7005" or "houdini:18820"; null for any other text.</summary>
    public static DccPort? Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2
            && DccKinds.Parse(parts[0]) is DccKind.Maya or DccKind.Houdini or DccKind.SubstancePainter
            && int.TryParse(parts[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= ushort.MaxValue
            ? new DccPort(DccKinds.Parse(parts[0]), port)
            : null;
    }
}
