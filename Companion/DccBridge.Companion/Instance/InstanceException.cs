namespace DccBridge.Companion.Instance;

/// <summary>The companion that stays running cannot be started or reached. The text is an instruction.</summary>
/// <param name="code">Names the cause for programs ("notRunning").</param>
/// <param name="message">What to do.</param>
/// <param name="inner">What was behind it.</param>
internal sealed class InstanceException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>None runs.</summary>
    public const string NotRunning = "notRunning";

    /// <summary>One runs already.</summary>
    public const string Running = "alreadyRunning";

    /// <summary>One runs and does not answer.</summary>
    public const string Silent = "noAnswer";

    /// <summary>Its folder or a file in it cannot be used.</summary>
    public const string Folder = "companionFolder";

    /// <summary>No browser could be started.</summary>
    public const string Browser = "noBrowser";

    /// <summary>Names the cause for programs.</summary>
    public string Code { get; } = code;
}
