using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DccBridge.Companion.Api.Security;

/// <summary>
/// Lets in who may come in. Against pages of other sites: the name in Host must be ours (a name that was bound to 127.0.0.1 to get here is not), Origin and
/// Sec-Fetch-Site must be our own. Against programs of other users: the cookie, which browsers show to every server on 127.0.0.1, counts only with the secret that
/// lies in our pages' storage and is sent in a header, which no form, picture or EventSource can do.
/// </summary>
internal sealed class ApiGate(ApiToken token, DashboardSessions sessions, WrongTokens wrong, WrongTokens withoutSecret, Func<int> port, ILogger log)
{
    /// <summary>The header in which pages of ours send their secret.</summary>
    public const string SecretHeader = "X-DccBridge";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Instruction =
        "Send the header 'Authorization: Bearer <token>' with the token from the file companion.token in the companion's folder; 'dccbridge dashboard' opens the dashboard.";

    /// <summary>The cookie of the dashboard. Browsers do not tell cookies of different ports apart, so its name holds the port.</summary>
    public string CookieName => string.Create(CultureInfo.InvariantCulture, $"dccbridge-{port()}");

    /// <summary>Headers of all answers.</summary>
    public static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    /// <summary>Refuses what comes from elsewhere; for every request.</summary>
    /// <exception cref="ApiFailure">It does.</exception>
    public void CheckPlace(HttpContext context)
    {
        var request = context.Request;
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
        {
            throw new ApiFailure(StatusCodes.Status403Forbidden, "notThisMachine", "Only programs of this machine are served.");
        }

        var number = port();
        if (request.Host.Port != number || request.Host.Host is not ("127.0.0.1" or "localhost"))
        {
            throw new ApiFailure(StatusCodes.Status421MisdirectedRequest, "wrongHost", string.Create(CultureInfo.InvariantCulture, $"The header Host must be 127.0.0.1:{number} or localhost:{number}. Use one of these addresses."));
        }

        var origins = request.Headers.Origin;
        if (origins.Count > 0 && (origins.Count != 1 || origins[0] != $"http://{request.Host.Host}:{number}"))
        {
            throw Elsewhere();
        }

        // A page of another site, or of another port, may lead to the dashboard's pages and may not load anything of ours. Browsers that do not send this send Origin.
        var isNavigation = request.Headers["Sec-Fetch-Mode"] == "navigate" && HttpMethods.IsGet(request.Method) && !IsApi(request);
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site is not (["same-origin"] or ["none"]) && !isNavigation)
        {
            throw Elsewhere();
        }
    }

    /// <summary>Refuses who shows neither the token nor cookie and secret.</summary>
    /// <exception cref="ApiFailure">Neither is good.</exception>
    public void CheckAccess(ApiCall call, ApiAccess access)
    {
        if (access is ApiAccess.Everybody or ApiAccess.Cookie)
        {
            return;
        }

        var request = call.Context.Request;
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            const string Scheme = "Bearer ";
            if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && token.Is(authorization[Scheme.Length..].Trim()))
            {
                return;
            }

            throw Refuse(call, "wrongToken", "The token is wrong; it may have been made anew.");
        }

        if (access == ApiAccess.Known && request.Cookies[CookieName] is { Length: > 0 } cookie)
        {
            switch (sessions.Check(cookie, request.Headers[SecretHeader]))
            {
                case DashboardAccess.Open:
                    call.Context.Items[ApiCall.DashboardMark] = true;
                    return;
                case DashboardAccess.NoSession:
                    throw Refuse(call, "noSession", "The dashboard's session is over, as the companion was started anew.");
                default:
                    throw Refuse(call, "noSecret", $"The dashboard's cookie counts only with the secret of its page, in the header {SecretHeader}.");
            }
        }

        throw Refuse(call, "noToken", "A token is needed.");
    }

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static ApiFailure Elsewhere() =>
        new(StatusCodes.Status403Forbidden, "otherOrigin", "Pages of another origin are not served. Open the dashboard with 'dccbridge dashboard', or call the API from a program, without the header Origin.");

    private ApiFailure Refuse(ApiCall call, string code, string what)
    {
        if (code == "wrongToken")
        {
            if (!wrong.Count())
            {
                return new ApiFailure(StatusCodes.Status429TooManyRequests, "tooManyWrongTokens", $"Too many wrong tokens. {Instruction}") { RetryAfterSeconds = WrongTokens.RetryAfterSeconds };
            }

            log.LogWarning("A request with a wrong token was refused.");
        }
        else if (code == "noSecret" && withoutSecret.Count())
        {
            // Also a page whose storage was cleared does this, so it is no proof; the number of lines is bounded.
            log.LogWarning("A request with the dashboard's cookie and without the secret of its page was refused. Another program on 127.0.0.1 may have collected the cookie.");
        }

        call.Context.Response.Headers.WWWAuthenticate = "Bearer realm=\"DccBridge\"";
        return new ApiFailure(StatusCodes.Status401Unauthorized, code, $"{what} {Instruction}");
    }
}
