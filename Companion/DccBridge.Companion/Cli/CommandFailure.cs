using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Cli;

/// <summary>A command cannot do what it was asked for. The text is an instruction and goes to standard error as it is.</summary>
internal sealed class CommandFailure(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Names the cause for programs ("noEditor"); one of <see cref="FailureCodes"/> or an error code of the protocol.</summary>
    public string Code { get; } = code;
}

/// <summary>The causes that the command line itself finds.</summary>
internal static class FailureCodes
{
    /// <summary>No editor runs.</summary>
    public const string NoEditor = "noEditor";

    /// <summary>None of the running editors fits.</summary>
    public const string NoMatch = "noMatchingEditor";

    /// <summary>Several running editors fit.</summary>
    public const string Ambiguous = "severalEditors";

    /// <summary>The editor could not be reached or refused.</summary>
    public const string CannotConnect = "cannotConnect";

    /// <summary>An argument is wrong.</summary>
    public const string Usage = "usage";

    /// <summary>The files cannot be sent as they were named.</summary>
    public const string Files = "files";

    /// <summary>The validation's settings cannot be used.</summary>
    public const string Settings = "invalidSettings";

    /// <summary>The plugin cannot be installed in the project, or removed from it.</summary>
    public const string Install = "install";

    /// <summary>The headless editor did not start.</summary>
    public const string Headless = "headless";

    /// <summary>The port of the companion cannot be had.</summary>
    public const string Port = "port";

    /// <summary>It took longer than --timeout.</summary>
    public const string Timeout = "timeout";

    /// <summary>Somebody pressed Ctrl-C.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The endpoint folder or a file in it cannot be used.</summary>
    public const string Endpoint = "endpoint";

    /// <summary>A mistake of this program.</summary>
    public const string Internal = "internal";

    /// <summary>The code of a choice that did not come out.</summary>
    public static string Of(EditorChoiceOutcome outcome) => outcome switch
    {
        EditorChoiceOutcome.Ambiguous => Ambiguous,
        EditorChoiceOutcome.NoMatch => NoMatch,
        _ => NoEditor,
    };
}
