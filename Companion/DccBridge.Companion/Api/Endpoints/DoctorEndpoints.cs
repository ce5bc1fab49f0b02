using DccBridge.Companion.Api.Contracts;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>What is wrong on this machine, and the log.</summary>
internal static class DoctorEndpoints
{
    private static readonly NumberParameter Lines = new("lines", "The newest so many lines.", 1, 5000, 200);
    private static readonly TextParameter Level = new("level", "Only entries of this level or worse.") { Allowed = ["error", "warning", "information", "debug"] };

    public static void Add(ApiTable table, ApiParts parts)
    {
        table.GetAsync("/api/doctor", "Runs the checks of 'dccbridge doctor'.", ApiJson.Default.Checks, call => parts.Resident.DiagnoseAsync(fix: false, call.Cancellation));
        table.Do("/api/doctor/fix", "Runs the checks and mends what can be mended.", ApiJson.Default.Checks, call => parts.Resident.DiagnoseAsync(fix: true, call.Cancellation));
        table.GetAsync("/api/logs", "The newest lines of the log, oldest first.", ApiJson.Default.LogView, async call => new LogView(await parts.Logs.ReadAsync(Lines.Read(call), Level.Read(call), call.Cancellation).ConfigureAwait(false)), Lines, Level);
    }
}
