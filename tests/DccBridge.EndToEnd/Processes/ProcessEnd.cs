using System.Text.Json;

namespace DccBridge.EndToEnd.Processes;

/// <summary>How a run ended.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output, whole.</param>
/// <param name="Errors">Standard error, whole.</param>
internal sealed record ProcessEnd(int Code, string Output, string Errors)
{
    /// <summary>The one document on standard output; fails when there is anything else.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
