using System.Text.Json;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Platform;

namespace DccBridge.Tests.Companion;

/// <summary>Runs command lines against a fake editor and keeps what they print.</summary>
internal sealed class CliBench : IPortProbe, IHeadlessLauncher, IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public FakeSession Editor { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("dccbridge-cli-").FullName;

    /// <summary>Changes what the commands touch of the world.</summary>
    public Func<CliServices, CliServices> Adjust { get; set; } = s => s;

    public string? PortRefusal { get; set; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Runs a command line; the result is its exit code.</summary>
    public Task<int> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public Task<int> RunAsync(CancellationToken cancellation, params string[] arguments) => DccBridgeCommand.RunAsync(
        Adjust(new CliServices
        {
            Out = _out,
            Error = _error,
            Console = Terminal.Of(true, true, _ => null).Create(_out),
            WorkingFolder = Folder,
            Connector = Editor,
            Headless = this,
            Ports = this,
        }),
        arguments,
        cancellation);

    /// <summary>Makes a small PNG below <see cref="Folder"/>.</summary>
    public void AddTexture(string name)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Convert.FromBase64String(OnePixel));
    }

    public void AddFile(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public Task<string?> TryAsync(int port, CancellationToken cancellation) => Task.FromResult(PortRefusal);

    public Task<IHeadlessEditor> StartAsync(HeadlessRequest request, CancellationToken cancellation) =>
        Task.FromException<IHeadlessEditor>(new CommandFailure(FailureCodes.Headless, "The headless editor is missing."));

    // A PNG of one gray pixel.
    private const string OnePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
}
