using System.Text;
using System.Text.Json;
using DccBridge.Protocol.Security;

namespace DccBridge.Protocol.Discovery;

/// <summary>Endpoint file to JSON and back.</summary>
public static class EndpointFileFormat
{
    /// <summary>No endpoint file is longer, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The most bytes of the path of a Unix socket: below the smallest limit of the systems we run on.</summary>
    public const int MaxSocketBytes = 100;

    private const int MaxProjectChars = 256;
    private const int MaxEngineChars = 128;

    // What each field must be, for the person who reads the error.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["instanceId"] = "must be a guid of 36 characters",
        ["pid"] = "must be a whole number from 1 on",
        ["startTime"] = "must be a time like \"2030-01-02T03:04:05Z\"",
        ["port"] = "must be a whole number from 1 to 65535, or 0 beside a socket",
        ["socket"] = $"must be an absolute path of at most {MaxSocketBytes} bytes",
        ["project"] = $"must be a text of 1 to {MaxProjectChars} characters without control characters",
        ["engine"] = $"must be a text of 1 to {MaxEngineChars} characters without control characters",
        ["protocol"] = "must be a whole number from 1 on",
        ["secret"] = $"must be base64 of {SharedSecret.Length} bytes",
    };

    /// <summary>The bytes of the file: UTF-8 JSON.</summary>
    /// <param name="file">What to write.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="EndpointException">A field has a value that readers would refuse.</exception>
    public static byte[] Write(EndpointFile file, string path)
    {
        ArgumentNullException.ThrowIfNull(file);
        var json = new EndpointFileJson
        {
            InstanceId = file.InstanceId,
            ProcessId = file.ProcessId,
            StartTime = file.StartTime,
            Port = file.Port,
            Socket = file.Socket,
            Project = file.Project,
            Engine = file.Engine,
            Protocol = file.Protocol,
            Secret = file.Secret.ToBase64(),
        };
        Check(json, path);
        return JsonSerializer.SerializeToUtf8Bytes(json, EndpointJsonContext.Default.EndpointFileJson);
    }

    /// <summary>Reads the bytes of a file. Unknown fields are skipped.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="EndpointException">Not JSON, or a field is missing or wrong; names it.</exception>
    public static EndpointFile Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new EndpointException(path, $"is longer than {MaxBytes} bytes and so no endpoint file. Delete it.");
        }

        EndpointFileJson? json;
        try
        {
            json = JsonSerializer.Deserialize(bytes, EndpointJsonContext.Default.EndpointFileJson);
        }
        catch (JsonException e)
        {
            // The parser's own text may quote the file, and with it the secret: neither it nor the exception is passed on.
            var field = e.Path?.TrimStart('$', '.');
            throw field is not null && Allowed.TryGetValue(field, out var allowed) && IsWhole(bytes)
                ? new EndpointException(path, field, $"{allowed} (line {e.LineNumber + 1}). Restart the editor, which writes the file anew.")
                : new EndpointException(path, $"is not a whole JSON object (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}). If its editor is not running, delete the file; otherwise restart the editor.");
        }

        if (json is null)
        {
            throw new EndpointException(path, "is not a whole JSON object. Delete it.");
        }

        var secret = Check(json, path);
        return new EndpointFile
        {
            InstanceId = json.InstanceId!.Value,
            ProcessId = json.ProcessId!.Value,
            StartTime = json.StartTime!.Value,
            Port = json.Port!.Value,
            Socket = json.Socket,
            Project = json.Project!,
            Engine = json.Engine!,
            Protocol = json.Protocol!.Value,
            Secret = secret,
        };
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static SharedSecret Check(EndpointFileJson json, string path)
    {
        Require(path, "instanceId", json.InstanceId is not null, json.InstanceId != Guid.Empty);
        Require(path, "pid", json.ProcessId is not null, json.ProcessId > 0);
        Require(path, "startTime", json.StartTime is not null, true);
        Require(path, "socket", true, json.Socket is null || IsSocketPath(json.Socket));
        Require(path, "port", json.Port is not null, json.Port is > 0 and <= ushort.MaxValue || (json.Port == 0 && json.Socket is not null));
        Require(path, "project", json.Project is not null, IsText(json.Project, MaxProjectChars));
        Require(path, "engine", json.Engine is not null, IsText(json.Engine, MaxEngineChars));
        Require(path, "protocol", json.Protocol is not null, json.Protocol > 0);
        SharedSecret? secret = null;
        Require(path, "secret", json.Secret is not null, SharedSecret.TryFromBase64(json.Secret, out secret));
        return secret!;
    }

    private static void Require(string path, string field, bool present, bool valid)
    {
        if (!present)
        {
            throw new EndpointException(path, field, $"is missing; it {Allowed[field]}. Restart the editor, which writes the file anew.");
        }

        if (!valid)
        {
            throw new EndpointException(path, field, $"{Allowed[field]}. Restart the editor, which writes the file anew.");
        }
    }

    private static bool IsText(string? text, int most) => text is { Length: > 0 } && text.Length <= most && !text.Any(char.IsControl);

    private static bool IsSocketPath(string path)
        => path.Length > 0 && Encoding.UTF8.GetByteCount(path) <= MaxSocketBytes && Path.IsPathFullyQualified(path) && !path.Any(char.IsControl);
}
