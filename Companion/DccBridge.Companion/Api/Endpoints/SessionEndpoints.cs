using DccBridge.Companion.Api.Contracts;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>Opening the dashboard, and ending the companion.</summary>
internal static class SessionEndpoints
{
    private static readonly TextParameter Ticket = new("ticket", "From the link.") { IsRequired = true };
    private static readonly TextParameter Page = new("page", "The page of the dashboard to lead to.");

    public static void Add(ApiTable table, ApiParts parts)
    {
        table.Add(new ApiEndpoint
        {
            Method = "POST",
            Path = "/api/dashboard-link",
            Summary = "A link that opens the dashboard once, for a minute.",
            Body = ApiJson.Default.LinkRequest,
            BodyIsOptional = true,
            Access = ApiAccess.TokenOnly,
            Answers = [new ApiAnswer(StatusCodes.Status200OK, "The link.", ApiJson.Default.LinkView)],
            RunAsync = async call =>
            {
                var body = await call.ReadAsync(ApiJson.Default.LinkRequest, new LinkRequest()).ConfigureAwait(false);
                var link = DashboardLinks.Create(parts.Address(), parts.Sessions, body.Page);
                await ApiTable.AnswerAsync(call, StatusCodes.Status200OK, ApiJson.Default.LinkView, new LinkView(link.AbsoluteUri)).ConfigureAwait(false);
            },
        });
        table.Add(new ApiEndpoint
        {
            Method = "GET",
            Path = DashboardLinks.OpenPath,
            Summary = "Opens the dashboard: changes the ticket of a link for a cookie, and for a code behind # in the address that it leads to.",
            Parameters = [Ticket, Page],
            Access = ApiAccess.Everybody,
            Answers = [new ApiAnswer(StatusCodes.Status303SeeOther, "Leads to the dashboard.")],
            RunAsync = call =>
            {
                DashboardLinks.Open(call, parts.Sessions, Ticket.Read(call)!, Page.Read(call), parts.CookieName());
                return Task.CompletedTask;
            },
        });
        table.Add(new ApiEndpoint
        {
            Method = "POST",
            Path = "/api/dashboard-secret",
            Summary = "Changes the code of a link that was opened for the secret that the dashboard's page sends beside the cookie; once, within a minute.",
            Body = ApiJson.Default.SecretRequest,
            Access = ApiAccess.Cookie,
            Answers = [new ApiAnswer(StatusCodes.Status200OK, "The secret.", ApiJson.Default.SecretView)],
            RunAsync = async call =>
            {
                var body = await call.ReadAsync(ApiJson.Default.SecretRequest, null).ConfigureAwait(false);
                await ApiTable.AnswerAsync(call, StatusCodes.Status200OK, ApiJson.Default.SecretView, DashboardLinks.TakeSecret(call, parts.Sessions, body.Code, parts.CookieName())).ConfigureAwait(false);
            },
        });
        table.Add(new ApiEndpoint
        {
            Method = "POST",
            Path = "/api/quit",
            Summary = "Ends the companion.",
            Answers = [new ApiAnswer(StatusCodes.Status202Accepted, "It ends.")],
            RunAsync = call =>
            {
                call.Context.Response.StatusCode = StatusCodes.Status202Accepted;

                // Told first: whoever asked hears the answer before the server stops.
                call.Context.Response.OnCompleted(() =>
                {
                    parts.Quit();
                    return Task.CompletedTask;
                });
                return Task.CompletedTask;
            },
        });
    }
}
