using DccBridge.Companion.Resident;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api;

/// <summary>A request that the API itself refuses. The text is an instruction.</summary>
internal sealed class ApiFailure(int status, string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Names the cause for programs.</summary>
    public string Code { get; } = code;

    /// <summary>Seconds after which trying again makes sense; null says nothing of that.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>A field of the request is not what is allowed.</summary>
    public static ApiFailure Field(string field, string allowed) => new(StatusCodes.Status400BadRequest, "invalid", $"{field}: {allowed}");

    /// <summary>The status of a class of failures.</summary>
    public static int StatusOf(ResidentFault fault) => fault switch
    {
        ResidentFault.Invalid => StatusCodes.Status400BadRequest,
        ResidentFault.NotFound => StatusCodes.Status404NotFound,
        ResidentFault.Conflict => StatusCodes.Status409Conflict,
        ResidentFault.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status502BadGateway,
    };
}
