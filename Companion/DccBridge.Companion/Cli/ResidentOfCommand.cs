using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Resident;
using DccBridge.Dcc.Probing;

namespace DccBridge.Companion.Cli;

/// <summary>The resident companion, made of what the command line touches of the world.</summary>
internal static class ResidentOfCommand
{
    /// <summary>A dashboard does not wait for a doctor as long as for a transfer.</summary>
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(10);

    /// <summary>Makes it.</summary>
    public static IResident Open(CliServices services, CommonValues common, ResidentStart start) => Resident.Resident.Start(
        new ResidentOptions { Folder = start.Folders.Root, EndpointFolder = common.EndpointFolder, Time = services.Time },
        new ResidentPorts
        {
            Connector = services.Connector,
            Log = start.Log,
            Dccs = settings => new DccProbe(new DccProbeOptions
            {
                EndpointFolder = start.Folders.Dccs,
                MorePorts = [.. settings.DccPorts.Select(DccPort.Parse).OfType<DccPort>()],
                Time = services.Time,
            }),
            Diagnose = new MachineDiagnosis(services.Connector, services.Ports, common.EndpointFolder, LongestCheck).RunAsync,
        });
}
