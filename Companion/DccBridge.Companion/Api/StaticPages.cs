using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api;

/// <summary>The dashboard's files, out of the assembly. Whatever case an address is written in, it finds them; nothing outside of the list can be asked for.</summary>
internal sealed class StaticPages
{
    /// <summary>What the names of the files begin with among the resources.</summary>
    public const string Prefix = "dashboard/";

    private readonly Assembly _assembly;
    private readonly Dictionary<string, string> _names;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (byte[] Bytes, string Tag)> _read = [];

    /// <param name="assembly">Holds the files.</param>
    public StaticPages(Assembly assembly)
    {
        _assembly = assembly;
        _names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && TypeOf(name) is not null)
            .ToDictionary(name => "/" + name[Prefix.Length..].Replace('\\', '/'), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Addresses of all files.</summary>
    public IReadOnlyCollection<string> Paths => _names.Keys;

    /// <summary>Answers with a file; "/" is index.html.</summary>
    /// <exception cref="ApiFailure">There is none.</exception>
    public async Task RunAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!_names.TryGetValue(path == "/" ? "/index.html" : path, out var name))
        {
            throw new ApiFailure(StatusCodes.Status404NotFound, "notFound", "There is nothing at this address. The dashboard is at /, and GET /openapi.json lists the rest.");
        }

        var (bytes, tag) = Read(name);
        var response = context.Response;

        // Asked for again each time: after an update of the program a page must not run with an old script.
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = TypeOf(name);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static string? TypeOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".json" => "application/json",
        _ => null,
    };

    private (byte[] Bytes, string Tag) Read(string name)
    {
        lock (_gate)
        {
            if (_read.TryGetValue(name, out var known))
            {
                return known;
            }

            using var stream = _assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return _read[name] = (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");
        }
    }
}
