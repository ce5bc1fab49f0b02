using System.Text.Json;
using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.Blender;

/// <summary>Where the add-on in a running Blender listens: its endpoint file, which only its user can read.</summary>
/// <param name="Path">The file.</param>
/// <param name="ProcessId">The process of Blender.</param>
/// <param name="Port">Port on the loopback.</param>
/// <param name="Token">What lets a client in. Never shown.</param>
/// <param name="Application">Name and version ("Blender 3.4.1").</param>
internal sealed record BlenderEndpoint(string Path, int ProcessId, int Port, string Token, string Application)
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>Reads an endpoint file.</summary>
    /// <returns>Null when it is not there.</returns>
    /// <exception cref="DccException">It is there and cannot be used.</exception>
    public static BlenderEndpoint? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MaxBytes + 1];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > MaxBytes)
            {
                throw Damaged(path, null);
            }

            using var document = JsonDocument.Parse(bytes.AsMemory(0, count), new JsonDocumentOptions { MaxDepth = 4 });
            var root = document.RootElement;
            var (version, process, port) = (root.GetProperty("version").GetInt32(), root.GetProperty("pid").GetInt32(), root.GetProperty("port").GetInt32());
            var (kind, token, application) = (root.GetProperty("kind").GetString(), root.GetProperty("token").GetString(), root.GetProperty("application").GetString());
            var isGood = version == 1 && kind == DccKind.Blender.Key() && process > 0 && port is > 0 and <= ushort.MaxValue && token is { Length: > 0 and <= 256 } && application is { Length: > 0 and <= 256 };
            return isGood ? new BlenderEndpoint(path, process, port, token!, application!) : throw Damaged(path, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DccException(DccKind.Blender, DccFailure.Refused, $"'{path}' cannot be read ({e.Message}). Start Blender as the same user as dccbridge.", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Application} on port {Port}";

    private static DccException Damaged(string path, Exception? inner) =>
        new(DccKind.Blender, DccFailure.Nonsense, $"'{path}' is damaged, or of another version. Delete it, run 'dccbridge install --dcc blender' again and restart Blender.", inner);
}
