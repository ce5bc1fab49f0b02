using System.Diagnostics;
using System.Globalization;
using DccBridge.Dcc.Blender;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Houdini;
using DccBridge.Dcc.Maya;
using DccBridge.Dcc.SubstancePainter;

namespace DccBridge.Dcc.Probing;

/// <summary>
/// Finds programs by their endpoint files and ports. What listens on a port is asked in the language of the program that is expected there, beginning with what does no harm to
/// anybody else: rpyc's greeting, a line of text, a question in JavaScript over HTTP. Whoever answers in another language is left alone and not listed.
/// </summary>
/// <param name="options">Where to look.</param>
public sealed class DccProbe(DccProbeOptions options) : IDccProbe
{
    /// <summary>More endpoint files than this are not looked at.</summary>
    private const int MaxFiles = 100;

    /// <summary>An add-on writes its file after its program has started: a younger file whose program seems dead is left alone.</summary>
    private static readonly TimeSpan LeftOverAge = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DccFound>> LookAsync(CancellationToken cancellationToken = default)
    {
        var candidates = LookAtFiles().Concat(options.Ports.Concat(options.MorePorts).Distinct().Select(Of));
        var all = await Task.WhenAll(candidates.Select(found => AskAsync(found, cancellationToken))).ConfigureAwait(false);
        return [.. all.OfType<DccFound>().OrderBy(found => found.Kind).ThenBy(found => found.Port)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<DccFound> LookAtFiles()
    {
        if (options.EndpointFolder is not { } folder || !Directory.Exists(folder))
        {
            return [];
        }

        var found = new List<DccFound>();
        foreach (var path in Directory.EnumerateFiles(folder, "blender-*.json").Take(MaxFiles))
        {
            try
            {
                if (BlenderEndpoint.Read(path) is { } endpoint)
                {
                    if (IsAlive(endpoint.ProcessId))
                    {
                        found.Add(Of(endpoint));
                    }
                    else
                    {
                        Remove(path);
                    }
                }
            }
            catch (DccException problem)
            {
                found.Add(new DccFound { Id = Path.GetFileNameWithoutExtension(path), Kind = DccKind.Blender, Address = path, Port = 0, Name = DccKind.Blender.Title(), Capabilities = DccCapabilities.None, Problem = problem, EndpointFile = path });
            }
        }

        // A file that somebody copied names the same process again: the one that bears its name counts.
        return [.. found.OrderBy(one => Path.GetFileNameWithoutExtension(one.EndpointFile) != one.Id).DistinctBy(one => one.Id).OrderBy(one => one.Port)];
    }

    /// <inheritdoc/>
    public IDccClient CreateClient(DccFound found, DccClientOptions? clientOptions = null)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.EndpointFile is { } file ? new BlenderClient(file, clientOptions) : Client(found.Kind, found.Port, clientOptions);
    }

    private static IDccClient Client(DccKind kind, int port, DccClientOptions? clientOptions) => kind switch
    {
        DccKind.Houdini => new HoudiniClient(port, clientOptions),
        DccKind.Maya => new MayaClient(port, clientOptions),
        DccKind.SubstancePainter => new PainterClient(port, clientOptions),
        _ => throw new ArgumentException($"There is no client for {kind.Title()} by its port alone.", nameof(kind)),
    };

    private static DccFound Of(BlenderEndpoint endpoint) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{DccKind.Blender.Key()}-{endpoint.ProcessId}"),
        Kind = DccKind.Blender,
        Address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{endpoint.Port}"),
        Port = endpoint.Port,
        Name = endpoint.Application,
        Capabilities = DccCapabilities.All,
        EndpointFile = endpoint.Path,
    };

    private static DccFound Of(DccPort port) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{port.Kind.Key()}-{port.Port}"),
        Kind = port.Kind,
        Address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port.Port}"),
        Port = port.Port,
        Name = port.Kind.Title(),
        Capabilities = DccCapabilities.All,
    };

    /// <summary>Asks who it is; null when it is none of these programs.</summary>
    private async Task<DccFound?> AskAsync(DccFound found, CancellationToken cancellationToken)
    {
        if (found.Problem is not null)
        {
            return found;
        }

        var limits = new DccClientOptions { ConnectLimit = options.ConnectLimit, QueryLimit = options.AnswerLimit, MaxAnswerBytes = options.MaxAnswerBytes, Time = options.Time };
        var client = CreateClient(found, limits);
        try
        {
            var info = await client.GetInfoAsync(cancellationToken).ConfigureAwait(false);
            var can = info.AllowsCode == false ? client.Capabilities & ~DccCapabilities.RunCode : client.Capabilities;
            return found with { Info = info, Capabilities = can, Name = $"{found.Kind.Title()} {info.Version}".TrimEnd() };
        }
        catch (DccException problem)
        {
            // Of a port, only what may well be the program: one that is busy, or of a version that cannot be spoken to.
            var isOurs = found.EndpointFile is not null ? problem.Reason is not DccFailure.NotRunning : problem.Reason is DccFailure.Busy or DccFailure.NotSupported;
            return isOurs ? found with { Problem = problem } : null;
        }
        finally
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It is there, and is somebody else's.
            return true;
        }
    }

    private void Remove(string path)
    {
        try
        {
            if (options.Time.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero) > LeftOverAge)
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A courtesy: what is dead is not listed either way.
        }
    }
}
