using DccBridge.Companion.Cli;
using DccBridge.Companion.Resident.Views;
using DccBridge.Dcc.Clients;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Companion.Resident;

/// <summary>Any exception as the resident companion tells it.</summary>
internal static class ResidentFailure
{
    /// <summary>For an activity.</summary>
    public static ErrorView View(Exception exception)
    {
        var failure = Of(exception);
        return new ErrorView(failure.Code, failure.Message);
    }

    /// <summary>For whoever called and waits.</summary>
    public static ResidentException Of(Exception exception)
    {
        switch (exception)
        {
            case ResidentException known:
                return known;
            case DccException dcc:
                var reason = dcc.Reason.ToString();
                return new ResidentException(
                    dcc.Reason is DccFailure.Refused or DccFailure.NotRunning or DccFailure.NotSupported ? ResidentFault.Conflict : ResidentFault.Remote,
                    $"dcc{reason}",
                    dcc.Message,
                    dcc);
            default:
                var failure = FailureText.From(exception);
                return new ResidentException(FaultOf(exception), failure.Code, failure.Message, exception);
        }
    }

    /// <summary>Runs a call to an editor or a DCC with a limit; what it throws is a <see cref="ResidentException"/>, or that the caller stopped it.</summary>
    public static async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> call, ResidentOptions options, string what, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ActionLimit, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ResidentException(ResidentFault.Remote, FailureCodes.Timeout, $"{what} did not answer within {options.ActionLimit.TotalSeconds:0} s. Look whether it shows a dialog or is busy, and try again.", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Of(e);
        }
    }

    private static ResidentFault FaultOf(Exception exception) => exception switch
    {
        RpcException { Code: ErrorCode.InvalidParams or ErrorCode.InvalidAssetPath } => ResidentFault.Invalid,
        RpcException { Code: ErrorCode.AssetNotFound } => ResidentFault.NotFound,
        RpcException { Code: ErrorCode.PlanChanged or ErrorCode.CannotUndo or ErrorCode.AssetExists or ErrorCode.InvalidSettings or ErrorCode.PlayInEditor } => ResidentFault.Conflict,
        RpcException { Code: ErrorCode.Busy } => ResidentFault.TooMany,
        IOException or UnauthorizedAccessException or Transfers.TransferException => ResidentFault.Conflict,
        _ => ResidentFault.Remote,
    };
}
