using DccBridge.Companion.Resident.Settings;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>What the user chose.</summary>
internal static class SettingsEndpoints
{
    public static void Add(ApiTable table, ApiParts parts)
    {
        var settings = parts.Resident.Settings;
        table.Get("/api/settings", "The settings in force, and what is wrong with their file.", ApiJson.Default.SettingsView, _ => settings.View);
        table.Do("PUT", "/api/settings", "Writes all settings; what is left out gets its default.", ApiJson.Default.CompanionSettings, null, ApiJson.Default.SettingsView, (call, body) => settings.SaveAsync(body, call.Cancellation));
        table.Add(new ApiEndpoint
        {
            Method = "GET",
            Path = "/api/settings/schema",
            Summary = "The JSON Schema of the settings file.",
            Answers = [new ApiAnswer(StatusCodes.Status200OK, "JSON Schema.", MediaType: "application/schema+json")],
            RunAsync = async call =>
            {
                call.Context.Response.ContentType = "application/schema+json; charset=utf-8";
                await call.Context.Response.WriteAsync(SettingsSchema.Write(), call.Cancellation).ConfigureAwait(false);
            },
        });
    }
}
