using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Cli;

/// <summary>The resident companion, made of what the command line touches of the world.</summary>
internal static class ResidentOfCommand
{
    /// <summary>Makes it.</summary>
    public static IResident Open(CliServices services, CommonValues common, ResidentStart start) => Resident.Resident.Start(
        new ResidentOptions { Folder = start.Folders.Root, EndpointFolder = common.EndpointFolder, Time = services.Time },
        new ResidentPorts
        {
            Connector = services.Connector,
            Log = start.Log,
            Diagnose = async (fix, cancellation) => [.. (await DoctorCommand.CheckAsync(services, common, fix, cancellation).ConfigureAwait(false)).Select(ViewOf)],
        });

    /// <summary>A check as the API shows it.</summary>
    internal static CheckView ViewOf(CheckResult check) => new(
        check.Check,
        check.Outcome switch
        {
            CheckOutcome.Good => "ok",
            CheckOutcome.Bad => "problem",
            _ => "notice",
        },
        string.Join(' ', new[] { check.Editor is null ? null : $"{check.Editor}:", check.Cause, check.Instruction }.OfType<string>()),
        check is { Check: CheckNames.Stale, Outcome: not CheckOutcome.Good });
}
