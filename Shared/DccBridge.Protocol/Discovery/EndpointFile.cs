using DccBridge.Protocol.Security;

namespace DccBridge.Protocol.Discovery;

/// <summary>What a running editor tells the programs of its own user: where it listens, who it is, and the secret that opens the door. One JSON file per editor; wire: PROTOCOL.md, "Endpoint files".</summary>
public sealed record EndpointFile
{
    /// <summary>JSON <c>instanceId</c>: new at each start of the editor; also the name of the file.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>JSON <c>pid</c>: process id; a hint for people, never a proof of life.</summary>
    public required int ProcessId { get; init; }

    /// <summary>JSON <c>startTime</c>: when the editor's server started, ISO 8601; a hint like <see cref="ProcessId"/>.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>JSON <c>port</c>: TCP port on 127.0.0.1; 0 when the editor listens on its Unix socket alone.</summary>
    public required int Port { get; init; }

    /// <summary>JSON <c>socket</c>: path of the Unix domain socket, at most 100 bytes of UTF-8; null (absent) when there is none.</summary>
    public string? Socket { get; init; }

    /// <summary>JSON <c>project</c>: name of the project, 1 to 256 characters.</summary>
    public required string Project { get; init; }

    /// <summary>JSON <c>engine</c>: "Unreal 5.7.1", or "headless"; 1 to 128 characters.</summary>
    public required string Engine { get; init; }

    /// <summary>JSON <c>protocol</c>: the greatest protocol version that the editor speaks; the handshake chooses.</summary>
    public int Protocol { get; init; } = HandshakeRules.CurrentVersion;

    /// <summary>JSON <c>secret</c>: 32 bytes as base64. Never printed.</summary>
    public required SharedSecret Secret { get; init; }
}
