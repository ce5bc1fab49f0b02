using System.Collections.Concurrent;
using DccBridge.Server.Editor;

namespace DccBridge.Tests.Server.Fakes;

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordingLog : IBridgeLog
{
    private readonly ConcurrentQueue<(BridgeLogLevel Level, string Message, Exception? Exception)> _lines = new();

    public IReadOnlyCollection<(BridgeLogLevel Level, string Message, Exception? Exception)> Lines => _lines;

    public void Write(BridgeLogLevel level, string message, Exception? exception = null) => _lines.Enqueue((level, message, exception));
}
