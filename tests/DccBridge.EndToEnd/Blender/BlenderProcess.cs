using System.Diagnostics;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Blender;

/// <summary>A real Blender with the add-on out of the repository, in a companion's folder of its own.</summary>
internal sealed class BlenderProcess : PipedProcess
{
    private const string HowToInstall = "apt-get install blender python3-numpy";

    private BlenderProcess(ProcessStartInfo start, string home)
        : base(start, TimeSpan.FromSeconds(100)) => Home = home;

    /// <summary>DCCBRIDGE_HOME.</summary>
    public string Home { get; }

    /// <summary>The endpoint file that the add-on writes.</summary>
    public string EndpointFile => Directory.GetFiles(Path.Combine(Home, "dcc"), "blender-*.json").Single(file => file.EndsWith($"-{ListeningId}.json", StringComparison.Ordinal));

    private int ListeningId { get; set; }

    /// <summary>The folder above the package dccbridge.</summary>
    public static string PythonFolder => Path.Combine(Peer.RepositoryRoot, "Companion", "Python");

    /// <summary>Blender without a user interface, serving.</summary>
    /// <param name="home">Becomes DCCBRIDGE_HOME.</param>
    /// <param name="allowsCode">Code from outside may run.</param>
    /// <param name="before">Python that runs before it serves.</param>
    public static Task<BlenderProcess> ServeAsync(string home, bool allowsCode = true, string before = "pass")
    {
        var code = $"import sys\nsys.path.insert(0, r'''{PythonFolder}''')\nsys.dont_write_bytecode = True\n{before}\nimport dccbridge.blender\ndccbridge.blender.serve({(allowsCode ? "True" : "False")})";
        return StartAsync(home, Blender().Program, ["-b", "-noaudio", "--factory-startup", "--python-exit-code", "1", "--python-expr", code]);
    }

    /// <summary>Blender with its user interface on a display of its own.</summary>
    /// <param name="home">Becomes DCCBRIDGE_HOME.</param>
    /// <param name="script">Runs once the user interface is up.</param>
    /// <param name="environment">Further variables.</param>
    /// <param name="arguments">What the script finds behind "--".</param>
    public static Task<BlenderProcess> ShowAsync(string home, string script, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        var display = Peer.Require("xvfb-run", "apt-get install xvfb xauth", ["xvfb-run"]);
        return StartAsync(
            home,
            display.Program,
            ["-a", "-s", "-screen 0 1280x800x24", Blender().Program, "-noaudio", "--factory-startup", "--python-exit-code", "1", "--python", script, "--", .. arguments],
            environment);
    }

    /// <summary>Blender, or the end of the test.</summary>
    public static Peer Blender() => Peer.Require("Blender", HowToInstall, ["blender"]);

    private static async Task<BlenderProcess> StartAsync(string home, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DCCBRIDGE_HOME"] = home;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var blender = new BlenderProcess(start, home);
        try
        {
            // "DccBridge: Blender 3.4.1 listens on 127.0.0.1:50723, process 4711"
            blender.ListeningId = int.Parse((await blender.LineAsync("DccBridge: ")).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
            return blender;
        }
        catch
        {
            await blender.DisposeAsync();
            throw;
        }
    }
}
