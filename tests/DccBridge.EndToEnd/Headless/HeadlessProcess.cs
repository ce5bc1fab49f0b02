using System.Diagnostics;
using System.Globalization;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Headless;

/// <summary>The built <c>dccbridge-headless</c> as a process, on folders of its own.</summary>
internal sealed class HeadlessProcess : PipedProcess
{
    private HeadlessProcess(ProcessStartInfo start)
        : base(start, TimeSpan.FromSeconds(60))
    {
    }

    /// <summary>Starts it; a command line as a user would give it.</summary>
    public static HeadlessProcess Start(params string[] arguments) =>
        new(BuiltProgram.StartInfo("DccBridge.Headless", "dccbridge-headless", arguments));

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<(HeadlessProcess Process, Ready Ready)> StartReadyAsync(params string[] arguments)
    {
        HeadlessProcess process = Start(arguments);
        try
        {
            return (process, await process.ReadyAsync());
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the next "ready" line.</summary>
    public async Task<Ready> ReadyAsync() => Ready.Parse(await LineAsync("ready port="));

    /// <summary>What the "ready" line says.</summary>
    internal sealed record Ready(int Port, Guid Instance, string Endpoint)
    {
        public static Ready Parse(string line)
        {
            // The endpoint is the last, because a path may hold blanks.
            string[] parts = line.Split(' ', 4);
            return new Ready(
                int.Parse(Value(parts[1], "port="), CultureInfo.InvariantCulture),
                Guid.Parse(Value(parts[2], "instance=")),
                Value(parts[3], "endpoint="));
        }

        private static string Value(string part, string name)
        {
            Assert.That(part, Does.StartWith(name));
            return part[name.Length..];
        }
    }
}
