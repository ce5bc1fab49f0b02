using System.Diagnostics;

namespace DccBridge.EndToEnd.Peers;

/// <summary>
/// A program of other people that a test talks to. Where it is missing the test is skipped and says why;
/// with DCCBRIDGE_REQUIRE_PEERS=1 it fails instead, so that a full run cannot skip it unseen.
/// </summary>
internal sealed class Peer
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private Peer(string name, string program)
    {
        Name = name;
        Program = program;
    }

    /// <summary>What the peer is called in messages.</summary>
    public string Name { get; }

    /// <summary>The full path of the executable.</summary>
    public string Program { get; }

    /// <summary>The folder that holds DccBridge.slnx.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The folder node_modules with the npm peers: DCCBRIDGE_PEER_MODULES, else artifacts/peers/node_modules of the repository.</summary>
    public static string NodeModules { get; } = Environment.GetEnvironmentVariable("DCCBRIDGE_PEER_MODULES") is { Length: > 0 } stated
        ? Path.GetFullPath(stated)
        : Path.Combine(RepositoryRoot, "artifacts", "peers", "node_modules");

    /// <summary>Finds a program, or ends the test.</summary>
    /// <param name="name">What the peer is called in messages.</param>
    /// <param name="howToInstall">The command that brings it.</param>
    /// <param name="programs">Full paths, or names that are looked for on PATH; the first one that is there and passes the probe is taken.</param>
    /// <param name="probe">Arguments with which the program exits with 0 if it is usable, such as --version; it is not started for this where they are empty.</param>
    public static Peer Require(string name, string howToInstall, IEnumerable<string> programs, params string[] probe)
    {
        var reasons = new List<string>();
        foreach (var candidate in programs)
        {
            if (Locate(candidate) is not { } path)
            {
                reasons.Add($"there is no {candidate}");
                continue;
            }

            var peer = new Peer(name, path);
            if (probe.Length == 0)
            {
                return peer;
            }

            var (exitCode, _, error) = peer.Start([], probe);
            if (exitCode == 0)
            {
                return peer;
            }

            reasons.Add($"{path} {string.Join(' ', probe)} exits with {exitCode}: {error.Trim()}");
        }

        throw Missing(name, string.Join("; ", reasons), howToInstall);
    }

    /// <summary>Ends the test because a peer, or a part of it, is missing.</summary>
    /// <returns>Never; the type lets the caller write <c>throw</c>.</returns>
    public static Exception Missing(string name, string reason, string howToInstall)
    {
        var message = $"The peer {name} is missing: {reason}. Install it: {howToInstall}";
        if (Environment.GetEnvironmentVariable("DCCBRIDGE_REQUIRE_PEERS") == "1")
        {
            Assert.Fail(message + " (DCCBRIDGE_REQUIRE_PEERS=1 asks for it.)");
        }

        Assert.Ignore(message);
        return new InvalidOperationException(message);
    }

    /// <summary>Ends the test because the kernel of this machine does not allow what it needs; no package could bring that.</summary>
    /// <returns>Never; the type lets the caller write <c>throw</c>.</returns>
    public static Exception Forbidden(string reason)
    {
        Assert.Ignore($"This machine does not allow it: {reason}.");
        return new InvalidOperationException(reason);
    }

    /// <summary>Runs the program to its end and returns what it wrote; an exit code other than 0 fails the test with its standard error.</summary>
    public byte[] Run(byte[] input, params string[] arguments)
    {
        var (exitCode, output, error) = Start(input, arguments);
        Assert.That(exitCode, Is.Zero, $"{Name} failed ({Program} {string.Join(' ', arguments)}): {error}");
        return output;
    }

    /// <summary>Runs the program to its end; whether it went well.</summary>
    public bool CanRun(params string[] arguments) => Start([], arguments).ExitCode == 0;

    private (int ExitCode, byte[] Output, string Error) Start(byte[] input, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        using var limit = new CancellationTokenSource(Limit);
        var output = new MemoryStream();
        try
        {
            // All three at once: a peer that fills one pipe while we wait at another would stand still for ever.
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            Task.WaitAll([Feed(process, input, limit.Token), process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token), error], limit.Token);
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            return (process.ExitCode, output.ToArray(), error.Result);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Name} did not end within {Limit.TotalSeconds} s: {Program} {string.Join(' ', start.ArgumentList)}");
        }
    }

    private static async Task Feed(Process process, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The peer ended before it read everything; its exit code and its standard error say more than the broken pipe.
        }
    }

    private static string? Locate(string program)
    {
        if (Path.IsPathRooted(program))
        {
            return File.Exists(program) ? program : null;
        }

        var names = OperatingSystem.IsWindows() ? new[] { program + ".exe", program } : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    private static string FindRepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository: no DccBridge.slnx above " + AppContext.BaseDirectory);
    }
}
