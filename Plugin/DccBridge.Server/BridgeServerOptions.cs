using System.Net;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Server.GameThread;
using DccBridge.Server.Operations;
using DccBridge.Server.Sessions;
using DccBridge.Server.Storage;
using DccBridge.Validation;
using DccBridge.Validation.Custom;

namespace DccBridge.Server;

/// <summary>Settings of one server.</summary>
public sealed record BridgeServerOptions
{
    /// <summary>The port that is taken when it is free.</summary>
    public const int DefaultPort = 65432;

    /// <summary>Folder for events, operations and uploads; the server's alone.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Path of the project's validation settings; null for all defaults. The file need not exist. The user's file is looked for beside it.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Path of the studio's validation settings, which the project's build upon; null for none. The file must exist.</summary>
    public string? StudioSettingsFile { get; init; }

    /// <summary>Loads a studio's own rules; null where they cannot run, as inside Unreal.</summary>
    public ICustomRuleSource? CustomRules { get; init; }

    /// <summary>Where the project's source files lie, besides the folders that the settings declare (sourceRoots): the rules src.* look below these only, and say nothing when there are none.</summary>
    public IReadOnlyList<SourceRoot> SourceRoots { get; init; } = [];

    /// <summary>Where to listen. Only loopback addresses are allowed until pairing with other machines exists.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port to take when it is free, else any free one; 0 for any free one.</summary>
    public int PreferredPort { get; init; } = DefaultPort;

    /// <summary>Also listen on a Unix domain socket beside the endpoint file. Not on Windows, where its file cannot be kept from others as simply.</summary>
    public bool UseUnixSocket { get; init; } = !OperatingSystem.IsWindows();

    /// <summary>Folder of the endpoint files; null for the user's own.</summary>
    public string? EndpointFolder { get; init; }

    /// <summary>What sessions may be granted.</summary>
    public Scopes AllowedScopes { get; init; } = ScopeNames.AllowedByDefault;

    /// <summary>How long <see cref="BridgeServer.StopAsync"/> waits for answers that are due; what the engine thread holds on to is not waited for longer.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long <see cref="BridgeServer.StopAsync"/> waits for clients to hear the goodbye, and again for the connections' ends.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Limits of the dispatcher.</summary>
    public GameThreadOptions GameThread { get; init; } = new();

    /// <summary>What is kept on disk.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>Limits of operations.</summary>
    public OperationOptions Operations { get; init; } = new();

    /// <summary>Limits of connections and sessions.</summary>
    public SessionOptions Sessions { get; init; } = new();

    /// <summary>Limits of each connection.</summary>
    public RpcOptions Rpc { get; init; } = new();
}
