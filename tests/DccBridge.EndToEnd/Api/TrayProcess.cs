using System.Diagnostics;
using System.Text.Json;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Api;

/// <summary>The built <c>dccbridge tray --no-icon</c> as a process, on folders of its own.</summary>
internal sealed class TrayProcess : PipedProcess
{
    private TrayProcess(ProcessStartInfo start)
        : base(start, TimeSpan.FromSeconds(60))
    {
    }

    /// <summary>How to start this program with that state folder.</summary>
    public static ProcessStartInfo StartInfo(string home, params string[] arguments)
    {
        var start = BuiltProgram.StartInfo("DccBridge.Companion", "dccbridge", arguments);
        start.Environment["DCCBRIDGE_HOME"] = home;
        start.Environment.Remove("BROWSER");
        start.Environment.Remove("DISPLAY");
        start.Environment.Remove("WAYLAND_DISPLAY");
        return start;
    }

    /// <summary>Starts it.</summary>
    public static TrayProcess Start(ProcessStartInfo start) => new(start);

    /// <summary>Starts it on a free port and waits until it says that it runs.</summary>
    public static async Task<(TrayProcess Process, Uri Address)> StartReadyAsync(string home, string endpoints, params string[] arguments)
    {
        var process = Start(StartInfo(home, ["tray", "--no-icon", "--port", "0", "--endpoint-folder", endpoints, "--json", .. arguments]));
        try
        {
            using var ready = JsonDocument.Parse(await process.LineAsync("\"state\":\"running\""));
            return (process, new Uri(ready.RootElement.GetProperty("url").GetString()!));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
