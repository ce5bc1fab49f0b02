using System.Diagnostics;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Cli;

/// <summary>The built <c>dccbridge</c> as a process.</summary>
internal sealed class CliProcess : PipedProcess
{
    private CliProcess(ProcessStartInfo start)
        : base(start, TimeSpan.FromSeconds(90))
    {
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<ProcessEnd> RunAsync(params string[] arguments)
    {
        await using var process = Start(null, arguments);
        return await process.EndAsync();
    }

    /// <summary>Starts it.</summary>
    /// <param name="temporary">Its folder for temporary files; null is the system's.</param>
    /// <param name="arguments">As a person types them.</param>
    public static CliProcess Start(string? temporary, params string[] arguments)
    {
        var start = BuiltProgram.StartInfo("DccBridge.Companion", "dccbridge", arguments);
        if (temporary is not null)
        {
            start.Environment[OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = temporary;
        }

        return new CliProcess(start);
    }
}
