using System.Text.RegularExpressions;
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

    /// <summary>Changes a ticket for the cookie and leads on, so that no secret stays in the address.</summary>
    /// <exception cref="ApiFailure">The ticket is not good.</exception>
    public static void Open(ApiCall call, DashboardSessions sessions, string ticket, string? page, string cookie)
    {
        if (sessions.TakeTicket(ticket) is not { } session)
        {
            throw new ApiFailure(StatusCodes.Status401Unauthorized, "ticketSpent", "This link was used already or is older than a minute. Open the dashboard from the tray icon or with 'dccbridge dashboard'.");
        }

        call.Context.Response.Cookies.Append(cookie, session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        call.Context.Response.StatusCode = StatusCodes.Status303SeeOther;
        call.Context.Response.Headers.Location = page is not null && PageName().IsMatch(page) ? $"/#/{page}" : "/";
    }

    [GeneratedRegex(PageForm)]
    private static partial Regex PageName();
}
