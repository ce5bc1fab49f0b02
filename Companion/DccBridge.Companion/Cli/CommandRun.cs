using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;

namespace DccBridge.Companion.Cli;

/// <summary>Runs the body of a command; what it throws becomes an instruction on standard error, an error document with --json, and exit code 2.</summary>
internal static class CommandRun
{
    public static async Task<int> RunAsync(CliServices services, string command, bool json, Func<Task<int>> body)
    {
        try
        {
            return await body().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var failure = FailureText.From(e);
            if (json)
            {
                JsonOutput.Write(services.Out, ErrorDocument.Of(command, failure), JsonStyle.Readable.ErrorDocument);
            }

            Say(services, failure);
            return ExitCodes.Failed;
        }
    }

    /// <summary>Writes a failure to standard error.</summary>
    public static void Say(CliServices services, CommandFailure failure)
    {
        services.Error.WriteLine($"dccbridge: {Printable.Lines(failure.Message)}");
        if (services.Trace)
        {
            services.Error.WriteLine(failure.InnerException ?? failure);
        }
    }
}
