using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Server.Handlers;

/// <summary>A method as one call of a batch.</summary>
internal abstract class BatchMethod(Scopes scope)
{
    /// <summary>What the session needs for it.</summary>
    public Scopes Scope { get; } = scope;

    /// <summary>Decodes and checks; nothing has happened yet.</summary>
    /// <exception cref="RpcException">The params are not allowed.</exception>
    public abstract BatchStep Prepare(string method, ReadOnlyMemory<byte> parameters, Guid runId);
}

/// <summary>One call of a batch.</summary>
internal abstract class BatchStep
{
    /// <summary>The engine's part. Never throws.</summary>
    /// <returns>False when it failed.</returns>
    public abstract bool Run();

    /// <summary>What follows elsewhere, and the result.</summary>
    public abstract BatchCallResult Finish();
}

/// <inheritdoc/>
internal sealed class BatchMethod<TParams, TResult>(Scopes scope, Func<TParams, Guid, EngineJob<TResult>> prepare) : BatchMethod(scope)
    where TParams : IMessage<TParams>
    where TResult : IMessage<TResult>
{
    /// <inheritdoc/>
    public override BatchStep Prepare(string method, ReadOnlyMemory<byte> parameters, Guid runId) =>
        new Step(prepare(EncodedMessage.DecodeParams<TParams>(method, parameters), runId));

    private sealed class Step(EngineJob<TResult> job) : BatchStep
    {
        private Exception? _failure;
        private bool _ran;

        public override bool Run()
        {
            try
            {
                job.RunOnEngine();
                return _ran = true;
            }
            catch (Exception exception)
            {
                _failure = exception;
                return false;
            }
        }

        public override BatchCallResult Finish()
        {
            if (_failure is null && !_ran)
            {
                return new BatchCallResult { Error = new RpcError { Code = ErrorCode.Cancelled, Message = "An earlier call of the batch failed; this one was not run.", Outcome = Outcome.NotStarted } };
            }

            if (_failure is { } failure)
            {
                return failure is RpcException refusal ? new BatchCallResult { Error = refusal.ToError() } : throw failure;
            }

            try
            {
                return new BatchCallResult { Result = MessageCodec.Encode(job.After()) };
            }
            catch (RpcException refusal)
            {
                return new BatchCallResult { Error = refusal.ToError() };
            }
        }
    }
}
