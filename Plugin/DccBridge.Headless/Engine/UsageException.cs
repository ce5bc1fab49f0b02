namespace DccBridge.Headless.Engine;

/// <summary>The command line or a control line is wrong; the message says what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);
