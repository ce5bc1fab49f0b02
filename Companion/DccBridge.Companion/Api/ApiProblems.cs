using System.Globalization;
using System.Text.Json;
using DccBridge.Companion.Api.Contracts;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Resident;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace DccBridge.Companion.Api;

/// <summary>Turns failures into problem documents.</summary>
internal sealed class ApiProblems(ILogger log)
{
    /// <summary>Runs a request; what it throws becomes a problem document.</summary>
    public async Task RunAsync(HttpContext context, Func<HttpContext, Task> run)
    {
        try
        {
            await run(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be told.
            return;
        }
        catch (Exception e)
        {
            var problem = Of(e, context);
            if (context.Response.HasStarted)
            {
                // Half an answer went out: only an end of the connection says that it is not whole.
                log.LogError(e, "An answer broke off.");
                context.Abort();
                return;
            }

            await WriteAsync(context, problem, (e as ApiFailure)?.RetryAfterSeconds).ConfigureAwait(false);
            return;
        }

        // What routing refused has no body yet.
        if (!context.Response.HasStarted && context.Response is { StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null })
        {
            var allowed = context.Response.Headers.Allow.ToString();
            await WriteAsync(context, context.Response.StatusCode switch
            {
                StatusCodes.Status405MethodNotAllowed => Make(StatusCodes.Status405MethodNotAllowed, "method", $"{context.Request.Method} is not allowed here. Use {(allowed.Length > 0 ? allowed : "another method")}."),
                StatusCodes.Status404NotFound => Make(StatusCodes.Status404NotFound, "notFound", "There is nothing at this address. GET /openapi.json lists what there is."),
                var status => Make(status, "refused", "The request was refused. GET /openapi.json says what is allowed."),
            }).ConfigureAwait(false);
        }
    }

    private static ProblemView Make(int status, string code, string detail) => new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, code, detail);

    private static Task WriteAsync(HttpContext context, ProblemView problem, int? retryAfterSeconds = null)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json; charset=utf-8";
        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return JsonSerializer.SerializeAsync(response.BodyWriter, problem, ApiJson.Default.ProblemView, context.RequestAborted);
    }

    private ProblemView Of(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case ApiFailure failure:
                return Make(failure.Status, failure.Code, failure.Message);
            case ResidentException resident:
                return Make(ApiFailure.StatusOf(resident.Fault), resident.Code, resident.Message);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Make(StatusCodes.Status413PayloadTooLarge, "tooLarge", "The body is larger than the allowed 1 MiB. Send file names, not files.");
            case BadHttpRequestException bad:
                return Make(bad.StatusCode, "badRequest", bad.Message);
        }

        var text = FailureText.From(exception);
        if (text.Code == FailureCodes.Internal)
        {
            log.LogError(exception, "{Method} {Path} failed.", context.Request.Method, context.GetEndpoint()?.DisplayName);
            return Make(StatusCodes.Status500InternalServerError, FailureCodes.Internal, "A mistake in dccbridge. The log has the details: GET /api/logs, or Logs in the dashboard. Please report it.");
        }

        log.LogWarning("{Method} {Path}: {Message}", context.Request.Method, context.GetEndpoint()?.DisplayName, text.Message);
        return Make(StatusCodes.Status502BadGateway, text.Code, text.Message);
    }
}
