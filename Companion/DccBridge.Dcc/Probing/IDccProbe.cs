using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.Probing;

/// <summary>Finds the programs that run on this machine. Nothing runs between calls: the caller decides when to look.</summary>
public interface IDccProbe
{
    /// <summary>Looks at ports of the loopback and at the endpoint files of our add-ons. Takes as long as the slowest answer, two seconds by default.</summary>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>All that were found, several of a kind too, in the order of kinds and addresses. Never throws because of what answers.</returns>
    Task<IReadOnlyList<DccFound>> LookAsync(CancellationToken cancellationToken = default);

    /// <summary>Looks at endpoint files alone, and asks nobody: cheap enough to be done now and then. <see cref="DccFound.Info"/> is null.</summary>
    IReadOnlyList<DccFound> LookAtFiles();

    /// <summary>A client of one that was found. It connects at its first call.</summary>
    IDccClient CreateClient(DccFound found, DccClientOptions? options = null);
}

/// <summary>A program that runs, or seems to.</summary>
public sealed record DccFound
{
    /// <summary>Names it as long as it runs ("blender-4711", "houdini-18811").</summary>
    public required string Id { get; init; }

    /// <summary>Which program.</summary>
    public required DccKind Kind { get; init; }

    /// <summary>Where it is reached ("127.0.0.1:18811").</summary>
    public required string Address { get; init; }

    /// <summary>Port on the loopback.</summary>
    public required int Port { get; init; }

    /// <summary>Its name and version as far as they are known ("Blender 3.4.1", "Maya").</summary>
    public required string Name { get; init; }

    /// <summary>What it can be asked for.</summary>
    public required DccCapabilities Capabilities { get; init; }

    /// <summary>What it answered; null when it was not asked, or did not answer.</summary>
    public DccInfo? Info { get; init; }

    /// <summary>Why it did not answer, as an instruction; null when it did or was not asked.</summary>
    public DccException? Problem { get; init; }

    /// <summary>The endpoint file that told of it; null when a port did.</summary>
    public string? EndpointFile { get; init; }
}
