namespace DccBridge.Server.EditorPython;

/// <summary>Caps of what crosses between .NET and the editor's Python.</summary>
internal static class PythonLimits
{
    /// <summary>Most characters of one request's JSON: 1000 paths of the longest kind, escaped, fit.</summary>
    public const int MaxRequest = 8 * 1024 * 1024;

    /// <summary>Most characters of one answer; the scripts stop at half of it.</summary>
    public const int MaxAnswer = 32 * 1024 * 1024;

    /// <summary>Assets in one page of a list.</summary>
    public const int PageSize = 5_000;

    /// <summary>Most assets of a project that are listed.</summary>
    public const int MaxAssets = 1_000_000;

    /// <summary>Most characters of a message of the scripts that is passed on.</summary>
    public const int MaxMessage = 2_000;
}
