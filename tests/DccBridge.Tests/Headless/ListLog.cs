using DccBridge.Server.Editor;

namespace DccBridge.Tests.Headless;

/// <summary>Keeps what was logged.</summary>
internal sealed class ListLog : IBridgeLog
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Write(BridgeLogLevel level, string message, Exception? exception = null)
    {
        lock (_lines)
        {
            _lines.Add($"{level}: {message}");
        }
    }
}
