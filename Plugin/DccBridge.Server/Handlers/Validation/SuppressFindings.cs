using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.ValidationRuns;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>validation.suppress: the disk is touched, so never on the receive loop.</summary>
internal sealed class SuppressFindings(SuppressionFile file)
{
    /// <exception cref="DccBridge.Protocol.Errors.RpcException">The params are not allowed, or the file cannot be changed; it is then as before.</exception>
    public async ValueTask<SuppressResult> AnswerAsync(SuppressParams parameters) =>
        await Task.Run(() => parameters.Remove ? file.Remove(parameters) : file.Put(parameters)).ConfigureAwait(false);
}
