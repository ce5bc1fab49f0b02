using System.Globalization;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Engine;

/// <summary>Writes the log as lines of text: to standard error, or to a file.</summary>
internal sealed class EditorLog(TextWriter writer, BridgeLogLevel lowest, TimeProvider time) : IBridgeLog, IDisposable
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public void Write(BridgeLogLevel level, string message, Exception? exception = null)
    {
        if (level < lowest)
        {
            return;
        }

        string line = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {Word(level)} {message}{(exception is null ? null : Environment.NewLine + exception)}");
        lock (_lock)
        {
            try
            {
                writer.WriteLine(line);
                writer.Flush();
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                // A log that cannot be written must not stop the editor, and there is no other place to say so.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            writer.Dispose();
        }
    }

    private static string Word(BridgeLogLevel level) => level switch
    {
        BridgeLogLevel.Debug => "debug",
        BridgeLogLevel.Information => "info ",
        BridgeLogLevel.Warning => "warn ",
        _ => "error",
    };
}
