using DccBridge.Server.Editor;

namespace DccBridge.Benchmarks.Dispatcher;

/// <summary>A failure in a benchmark must not go unseen.</summary>
internal sealed class StderrLog : IBridgeLog
{
    public void Write(BridgeLogLevel level, string message, Exception? exception = null)
    {
        if (level >= BridgeLogLevel.Warning)
        {
            Console.Error.WriteLine($"{message} {exception}");
        }
    }
}
