using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Handlers.Editor;

/// <summary>editor.notify.</summary>
internal sealed class NotifyEditor(IEditorWindow window)
{
    private const int MaxText = 500;
    private const double MaxSeconds = 60;

    public EngineJob<EmptyMessage> Prepare(NotifyParams parameters)
    {
        if (parameters.Text.Length is 0 or > MaxText || parameters.Text.Any(c => char.IsControl(c) && c != '\n'))
        {
            throw Invalid($"'text' must have 1 to {MaxText} characters and no control characters but line feeds.");
        }

        if (!Enum.IsDefined(parameters.Severity))
        {
            throw Invalid($"'severity' must be one of {string.Join(", ", Enum.GetNames<Severity>())}.");
        }

        if (!(parameters.Seconds is >= 1 and <= MaxSeconds))
        {
            throw Invalid($"'seconds' must be 1 to {MaxSeconds}.");
        }

        return EngineJob.Of(() => window.Notify(parameters));
    }

    private static RpcException Invalid(string message) => new(ErrorCode.InvalidParams, message, Outcome.NotStarted);
}
