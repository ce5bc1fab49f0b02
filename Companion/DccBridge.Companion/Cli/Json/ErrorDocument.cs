namespace DccBridge.Companion.Cli.Json;

/// <summary>Why something failed.</summary>
/// <param name="Code">Names the cause for programs.</param>
/// <param name="Message">An instruction for a person.</param>
internal sealed record ErrorPart(string Code, string Message)
{
    public static ErrorPart Of(CommandFailure failure) => new(failure.Code, failure.Message);
}

/// <summary>The document of a command that failed before it had anything to tell.</summary>
internal sealed record ErrorDocument(string Command, int ExitCode, ErrorPart Error)
{
    public static ErrorDocument Of(string command, CommandFailure failure) => new(command, ExitCodes.Failed, ErrorPart.Of(failure));
}
