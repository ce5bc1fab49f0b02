using System.Diagnostics;
using DccBridge.EndToEnd.Peers;

namespace DccBridge.EndToEnd.Resident;

/// <summary>A folder that is mounted through a process, as a network drive is; while that process is stopped, whoever asks for a file in it waits.</summary>
internal sealed class DeadShare : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Process _server;

    private DeadShare(string folder, Process server) => (Folder, _server) = (folder, server);

    public string Folder { get; }

    public static async Task<DeadShare> MountAsync(string real, string folder)
    {
        Peer peer = Peer.Require("bindfs", "apt-get install bindfs fuse3", ["bindfs"], "--version");
        if (!File.Exists("/dev/fuse"))
        {
            throw Peer.Forbidden("there is no /dev/fuse; load the module fuse, or give the container that device");
        }

        Directory.CreateDirectory(real);
        Directory.CreateDirectory(folder);
        var share = new DeadShare(folder, Process.Start(new ProcessStartInfo(peer.Program, ["-f", real, folder]) { RedirectStandardError = true })!);
        var watch = Stopwatch.StartNew();
        while (!(await File.ReadAllTextAsync("/proc/self/mounts")).Contains($" {folder} fuse", StringComparison.Ordinal))
        {
            if (share._server.HasExited)
            {
                throw Peer.Missing("bindfs", (await share._server.StandardError.ReadToEndAsync()).Trim(), "allow mounts with FUSE here");
            }

            Assert.That(watch.Elapsed, Is.LessThan(Patience), "it was not mounted");
            await Task.Delay(10);
        }

        return share;
    }

    /// <summary>From now on it does not answer.</summary>
    public void Stop() => Signal("-STOP");

    /// <summary>It answers again.</summary>
    public void Continue() => Signal("-CONT");

    public async ValueTask DisposeAsync()
    {
        // Killed, and not asked to unmount: that would wait for whoever has a file open.
        Continue();
        _server.Kill();
        await _server.WaitForExitAsync().WaitAsync(Patience);
        _server.Dispose();
        using Process unmount = Process.Start("fusermount3", ["-u", "-z", Folder]);
        await unmount.WaitForExitAsync().WaitAsync(Patience);
    }

    private void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [signal, _server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.That(kill.WaitForExit(Patience) && kill.ExitCode == 0, Is.True, $"kill {signal}");
    }
}
