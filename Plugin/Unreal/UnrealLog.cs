using DccBridge.Server.Editor;
using UnrealSharp.Log;

namespace DccBridge.Unreal;

/// <summary>Unreal's output log, category LogDccBridge. Unreal takes lines from any thread.</summary>
internal sealed class UnrealLog : IBridgeLog
{
    private const string Category = "LogDccBridge";

    public void Write(BridgeLogLevel level, string message, Exception? exception = null)
    {
        var line = exception is null ? message : $"{message} {exception}";
        try
        {
            switch (level)
            {
                case BridgeLogLevel.Error:
                    UnrealLogger.LogError(Category, line);
                    break;
                case BridgeLogLevel.Warning:
                    UnrealLogger.LogWarning(Category, line);
                    break;
                case BridgeLogLevel.Debug:
                    UnrealLogger.LogVerbose(Category, line);
                    break;
                default:
                    UnrealLogger.Log(Category, line);
                    break;
            }
        }
        catch (Exception)
        {
            // The port promises never to throw, and there is no second log to tell.
        }
    }
}
