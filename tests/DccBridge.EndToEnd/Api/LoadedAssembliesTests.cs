using DccBridge.EndToEnd.BadDays;
using DccBridge.EndToEnd.Cli;

namespace DccBridge.EndToEnd.Api;

/// <summary>What is loaded for the companion that stays must not slow down the commands that live for a moment. Seen in the maps of the processes.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class LoadedAssembliesTests : BadDay
{
    private static readonly string[] OfTheTray = ["Microsoft.AspNetCore", "Microsoft.Extensions.Hosting", "Serilog", "DccBridge.Tray"];

    private static string[] LoadedBy(int process)
    {
        string maps = File.ReadAllText($"/proc/{process}/maps");
        Assert.That(maps, Does.Contain("dccbridge.dll"));
        return [.. OfTheTray.Where(name => maps.Contains($"/{name}", StringComparison.Ordinal))];
    }

    [Test]
    public async Task Only_the_companion_that_stays_loads_a_web_server()
    {
        await using var editor = await StartAsync();
        await using var watch = CliProcess.Start(null, "watch", "--endpoint-folder", Endpoints);
        await watch.LineAsync("watching");
        Assert.That(LoadedBy(watch.Id), Is.Empty);
        var (tray, _) = await TrayProcess.StartReadyAsync(Path.Combine(Desk, "home"), Endpoints);
        await using var ends = tray;
        Assert.That(LoadedBy(tray.Id), Does.Contain("Microsoft.AspNetCore").And.Contain("Serilog"));
    }
}
