using System.Text.Encodings.Web;
using System.Text.Json;

namespace DccBridge.Companion.Cli.Json;

/// <summary>How documents are written. Apart from <see cref="CliJson"/>, whose own statics must be there first.</summary>
internal static class JsonStyle
{
    /// <summary>Over several lines: for documents.</summary>
    public static CliJson Readable { get; } = Make(indented: true);

    /// <summary>On one line: for streams of documents.</summary>
    public static CliJson Line { get; } = Make(indented: false);

    // Not for web pages: other scripts and quotation marks stay readable.
    private static CliJson Make(bool indented) =>
        new(new JsonSerializerOptions(CliJson.Default.Options) { WriteIndented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
