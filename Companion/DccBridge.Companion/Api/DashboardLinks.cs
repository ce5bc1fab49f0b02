using System.Text.RegularExpressions;
using DccBridge.Companion.Api.Contracts;
using DccBridge.Companion.Api.Security;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api;

/// <summary>Links that open the dashboard, and what they lead to.</summary>
internal static partial class DashboardLinks
{
    /// <summary>The path of a link.</summary>
    public const string OpenPath = "/open";

    private const string PageForm = @"^[a-z]+(\?[\w=&%.:+~/-]*)?$";

    /// <summary>Makes one.</summary>
    /// <exception cref="ApiFailure">The page is no page.</exception>
    public static Uri Create(Uri address, DashboardSessions sessions, string? page)
    {
        if (page is not null && !PageName().IsMatch(page))
        {
            throw ApiFailure.Field("page", $"\"{ApiCall.Short(page)}\" is no page of the dashboard. Use a name with a query at most (findings?rule=tex.pow2).");
        }

        return new Uri(address, $"{OpenPath}?ticket={sessions.CreateTicket()}{(page is null ? "" : $"&page={Uri.EscapeDataString(page)}")}");
    }

    /// <summary>
    /// Changes a ticket for the cookie and leads on. The code for the page's secret goes along behind #, which browsers send to no server; the page takes it out of its
    /// address before anything else, and it is good once, so that no secret stays there.
    /// </summary>
    /// <exception cref="ApiFailure">The ticket is not good.</exception>
    public static void Open(ApiCall call, DashboardSessions sessions, string ticket, string? page, string cookie)
    {
        if (sessions.TakeTicket(ticket) is not { } session)
        {
            throw new ApiFailure(StatusCodes.Status401Unauthorized, "ticketSpent", "This link was used already or is older than a minute. Open the dashboard from the tray icon or with 'dccbridge dashboard'.");
        }

        call.Context.Response.Cookies.Append(cookie, session.Cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        call.Context.Response.StatusCode = StatusCodes.Status303SeeOther;
        call.Context.Response.Headers.Location = $"/#open={session.Code}{(page is not null && PageName().IsMatch(page) ? $"/{page}" : "")}";
    }

    /// <summary>Changes the code of an opened link for the secret of its page.</summary>
    /// <exception cref="ApiFailure">Cookie and code are not those of one link, or the code was used.</exception>
    public static SecretView TakeSecret(ApiCall call, DashboardSessions sessions, string code, string cookie) =>
        call.Context.Request.Cookies[cookie] is { Length: > 0 } session && sessions.TakeCode(session, code) is { } secret
            ? new SecretView(secret)
            : throw new ApiFailure(StatusCodes.Status401Unauthorized, "codeSpent", "This code was used already, is older than a minute, or came without the cookie of its link. Open the dashboard from the tray icon or with 'dccbridge dashboard'.");

    [GeneratedRegex(PageForm)]
    private static partial Regex PageName();
}
