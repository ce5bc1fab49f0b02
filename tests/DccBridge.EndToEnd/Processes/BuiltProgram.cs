using System.Diagnostics;
using System.Text;

namespace DccBridge.EndToEnd.Processes;

/// <summary>A program of this solution, of the configuration in which the tests were built.</summary>
internal static class BuiltProgram
{
    /// <summary>How to start it with its three streams piped, as UTF-8.</summary>
    /// <param name="project">The project, such as DccBridge.Headless.</param>
    /// <param name="name">The executable, without the ending that Windows wants.</param>
    /// <param name="arguments">As a person types them.</param>
    public static ProcessStartInfo StartInfo(string project, string name, params string[] arguments)
    {
        // artifacts/bin/<project>/<configuration>
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, OperatingSystem.IsWindows() ? name + ".exe" : name);
        Assert.That(path, Does.Exist, "built with the tests");

        // A child inherits an ignored Ctrl-C, and rightly goes on ignoring it: a test run in the background of a shell has
        // one. `env` (GNU coreutils 8.31) takes that away and becomes the program, under the same process id.
        return Signals.InterruptIsIgnored
            ? Piped("/usr/bin/env", ["--default-signal=INT", path, .. arguments])
            : Piped(path, arguments);
    }

    private static ProcessStartInfo Piped(string file, IEnumerable<string> arguments) => new(file, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = new UTF8Encoding(false),
        StandardErrorEncoding = new UTF8Encoding(false),
    };
}
