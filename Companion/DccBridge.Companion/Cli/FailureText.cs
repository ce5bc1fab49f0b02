using DccBridge.Client;
using DccBridge.Companion.Api;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Offline;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Transfers;
using DccBridge.Companion.Unreal.Install;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Security;
using DccBridge.Validation.Settings;

namespace DccBridge.Companion.Cli;

/// <summary>Any exception as a cause for programs and an instruction for a person.</summary>
internal static class FailureText
{
    /// <summary>Turns what was thrown into a failure that can be shown.</summary>
    public static CommandFailure From(Exception exception) => exception switch
    {
        CommandFailure failure => failure,
        TransferException transfer => new CommandFailure(FailureCodes.Files, transfer.Message, transfer),
        ValidationSettingsException settings => new CommandFailure(FailureCodes.Settings, settings.Message, settings),
        SettingsChoiceException choice => new CommandFailure(FailureCodes.Settings, choice.Message, choice),
        InstallException install => new CommandFailure(FailureCodes.Install, install.Message, install),
        InstanceException instance => new CommandFailure(instance.Code, instance.Message, instance),
        CompanionFolderException folder => new CommandFailure(InstanceException.Folder, folder.Message, folder),
        ApiStartException api => new CommandFailure(FailureCodes.Port, api.Message, api),
        ResidentException resident => new CommandFailure(resident.Code, resident.Message, resident),
        EndpointException endpoint => new CommandFailure(FailureCodes.Endpoint, endpoint.Message, endpoint),
        EditorConnectException connect => new CommandFailure(CodeOf(connect.Reason), connect.Message, connect),
        HandshakeException handshake => new CommandFailure(FailureCodes.CannotConnect, $"{handshake.Message} 'dccbridge doctor' says more.", handshake),
        ConnectionLostException lost => new CommandFailure(CodeOf(lost.Code), $"The connection to the editor was lost: {lost.Message} {Advice(lost)}", lost),
        RpcException rpc => new CommandFailure(CodeOf(rpc.Code), $"{rpc.Message}{Separator(rpc.Message)}{Advice(rpc)}".TrimEnd(), rpc),
        OperationCanceledException => new CommandFailure(FailureCodes.Cancelled, "Stopped, as you asked.", exception),
        TimeoutException timeout => new CommandFailure(FailureCodes.Timeout, timeout.Message, timeout),
        System.Net.Sockets.SocketException socket => new CommandFailure(FailureCodes.CannotConnect, $"The editor cannot be reached: {socket.Message}. 'dccbridge doctor' says more.", socket),
        IOException or UnauthorizedAccessException => new CommandFailure(FailureCodes.Files, exception.Message, exception),
        _ => new CommandFailure(FailureCodes.Internal, $"A mistake in dccbridge: {exception.GetType().Name}: {exception.Message} Run it again with DCCBRIDGE_TRACE=1 and report what it prints.", exception),
    };

    /// <summary>The name of an error code as JSON documents write it ("deadlineExceeded").</summary>
    public static string CodeOf(ErrorCode code)
    {
        var name = code.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string CodeOf(EditorConnectReason reason)
    {
        var name = reason.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Advice(RpcException exception) => exception.Outcome switch
    {
        Outcome.NotStarted when exception.Code == ErrorCode.EditorBlocked => "'dccbridge status' shows when the editor goes on; then run the command again.",
        Outcome.NotStarted when exception.Code is ErrorCode.PlanChanged or ErrorCode.CannotUndo => "",
        Outcome.NotStarted => "Nothing was done; run the command again.",
        Outcome.Unknown when exception.Code is ErrorCode.DeadlineExceeded or ErrorCode.ConnectionLost =>
            "The work may have been done: run the command again, what is done is not done twice. 'dccbridge doctor' shows whether the editor is busy; --timeout gives it more time.",
        Outcome.Completed => "The work was done, only its answer came too late; run the command again to see it.",
        _ => "",
    };

    private static string Separator(string text) => text.Length == 0 || text.EndsWith(' ') ? "" : " ";
}
