using DccBridge.Companion.Transfers;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>What requests may hold.</summary>
internal static class RequestRules
{
    private const int MaxPath = 4_096;
    private const int MaxKey = 128;
    private const int MaxOrigin = 64;
    private const int MaxPaths = 1_000;

    /// <exception cref="ResidentException">A field is not allowed.</exception>
    public static void Verify(SendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Files is not { Count: >= 1 and <= FileCollector.MaxFiles })
        {
            throw Wrong("files", $"1 to {FileCollector.MaxFiles} absolute paths of files and folders");
        }

        foreach (var file in request.Files)
        {
            if (file is null || file.Length > MaxPath || !Path.IsPathFullyQualified(file) || file.Contains('\0', StringComparison.Ordinal))
            {
                throw Wrong("files", $"absolute paths of at most {MaxPath} characters, and not '{Shown(file)}'");
            }
        }

        VerifyCommon(request);
    }

    /// <exception cref="ResidentException">A field is not allowed.</exception>
    public static void VerifyExport(string dccId, SendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrEmpty(dccId) || dccId.Length > MaxKey)
        {
            throw Wrong("dcc", "the id of a running DCC");
        }

        if (request.Files is { Count: > 0 })
        {
            throw Wrong("files", "none: the DCC exports its selection");
        }

        VerifyCommon(request);
    }

    /// <exception cref="ResidentException">A field is not allowed.</exception>
    public static void Verify(ValidateRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Paths is not { Count: <= MaxPaths } || request.Paths.Any(p => p is null || p.Length > MaxPath || !p.StartsWith('/')))
        {
            throw Wrong("paths", $"at most {MaxPaths} package paths as \"/Game/Props\"");
        }

        VerifyText("origin", request.Origin, MaxOrigin);
        VerifyText("editor", request.Editor ?? "-", MaxPath);
    }

    private static void VerifyCommon(SendRequest request)
    {
        if (request.OnConflict is not ("update" or "fail"))
        {
            throw Wrong("onConflict", "\"update\" or \"fail\"");
        }

        if (request.To is { } to && (to.Length > MaxPath || !to.StartsWith('/')))
        {
            throw Wrong("to", "a content folder as \"/Game/Props\"");
        }

        VerifyText("origin", request.Origin, MaxOrigin);
        VerifyText("editor", request.Editor ?? "-", MaxPath);
        VerifyText("idempotencyKey", request.IdempotencyKey ?? "-", MaxKey);
    }

    private static void VerifyText(string field, string? text, int most)
    {
        if (text is null || text.Length == 0 || text.Length > most)
        {
            throw Wrong(field, $"text of 1 to {most} characters");
        }
    }

    private static string Shown(string? text) => text is null ? "null" : text.Length <= 80 ? text : text[..80] + "...";

    private static ResidentException Wrong(string field, string allowed) => new(ResidentFault.Invalid, "invalidRequest", $"'{field}' is not allowed as it is. Allowed: {allowed}.");
}
