using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DccBridge.Companion.Cli.Json;

/// <summary>Writes documents to standard output.</summary>
internal static class JsonOutput
{
    /// <summary>Writes one document and a line break.</summary>
    public static void Write<T>(TextWriter output, T document, JsonTypeInfo<T> type)
    {
        output.WriteLine(JsonSerializer.Serialize(document, type));
        output.Flush();
    }
}
