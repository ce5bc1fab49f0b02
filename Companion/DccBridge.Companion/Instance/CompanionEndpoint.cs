using System.Text.Json;
using System.Text.Json.Serialization;
using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Platform;

namespace DccBridge.Companion.Instance;

/// <summary>What <c>companion.json</c> says while the companion runs. Readable by this user alone.</summary>
/// <param name="Version">1.</param>
/// <param name="Url">Address of dashboard and API, with a slash at its end.</param>
/// <param name="Token">Lets programs in.</param>
/// <param name="ProcessId">The companion.</param>
/// <param name="StartedAt">When it began, UTC.</param>
internal sealed record CompanionEndpoint(int Version, Uri Url, string Token, int ProcessId, DateTimeOffset StartedAt)
{
    private const int MostBytes = 4096;

    /// <summary>The machine that it runs on, see <see cref="ThisMachine"/>; null when the system does not tell.</summary>
    public string? Machine { get; init; }

    /// <summary>Reads it; null when it is not there. It counts only while the lock is held: one that was killed leaves it behind, and its port to anybody.</summary>
    /// <exception cref="InstanceException">It is not what a companion writes.</exception>
    public static CompanionEndpoint? Read(CompanionFolders folders)
    {
        try
        {
            if (UserOnlyFile.Read(folders.EndpointFile, MostBytes, out var isOpenToOthers) is not { } bytes)
            {
                return null;
            }

            if (isOpenToOthers)
            {
                throw new InstanceException(InstanceException.Folder, $"{folders.EndpointFile} can be read or changed by other users, so the token in it is known to more than you. End the companion (Quit in its menu), delete the file, and start it with 'dccbridge tray --new-token'.");
            }

            // Whoever could write this file could have the token sent anywhere: it goes to this machine alone.
            var read = JsonSerializer.Deserialize(bytes, InstanceJson.Default.CompanionEndpoint) is { Version: 1, Url: { IsAbsoluteUri: true, Scheme: "http", Host: "127.0.0.1" } } endpoint && ApiToken.IsWellFormed(endpoint.Token)
                ? endpoint
                : throw Unusable(folders, "it is of another version of this program, or not of this machine", null);
            return read.Machine is null || ThisMachine.Boot() is not { } here || read.Machine == here
                ? read
                : throw new InstanceException(InstanceException.Folder, $"{folders.EndpointFile} is of a companion on another machine, with which this one shares the folder. Set {CompanionFolders.Variable} on each of them to a folder of its own.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unusable(folders, e.Message, e);
        }
    }

    /// <summary>Writes it.</summary>
    /// <exception cref="InstanceException">It cannot be written.</exception>
    public void Write(CompanionFolders folders)
    {
        try
        {
            UserOnlyFile.Write(folders.EndpointFile, JsonSerializer.SerializeToUtf8Bytes(this, InstanceJson.Default.CompanionEndpoint));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InstanceException(InstanceException.Folder, $"{folders.EndpointFile} cannot be written ({e.Message}). Free some room on its disk or mend the rights of the folder.", e);
        }
    }

    /// <summary>Removes it; one that stays is known to be stale by the lock.</summary>
    /// <returns>Why it stays; null when it is gone.</returns>
    public static string? Remove(CompanionFolders folders)
    {
        try
        {
            File.Delete(folders.EndpointFile);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static InstanceException Unusable(CompanionFolders folders, string why, Exception? inner) =>
        new(InstanceException.Folder, $"{folders.EndpointFile} cannot be used ({why}). End the companion, delete the file, and start it again with 'dccbridge tray'.", inner);
}

/// <summary>The JSON of the companion's files; generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CompanionEndpoint))]
internal sealed partial class InstanceJson : JsonSerializerContext;
