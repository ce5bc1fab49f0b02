using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Client;

internal interface IBatchEntry
{
    void Complete(BatchCallResult answer);
}

/// <summary>One call of a batch and, after the batch was run, what came of it.</summary>
/// <typeparam name="TResult">Result message of the method.</typeparam>
public sealed class BatchEntry<TResult> : IBatchEntry
    where TResult : IMessage<TResult>
{
    private TResult? _result;
    private bool _completed;

    internal BatchEntry(string method) => Method = method;

    /// <summary>Method name.</summary>
    public string Method { get; }

    /// <summary>Why the call failed or was not run; null when it succeeded or the batch was not run yet.</summary>
    public RpcException? Error { get; private set; }

    /// <summary>What the call answered.</summary>
    /// <exception cref="RpcException">The call failed; it is <see cref="Error"/>.</exception>
    /// <exception cref="InvalidOperationException">The batch was not run yet.</exception>
    public TResult Result => Error is not null
        ? throw Error
        : _completed ? _result! : throw new InvalidOperationException($"Run the batch before the result of '{Method}' is read.");

    void IBatchEntry.Complete(BatchCallResult answer)
    {
        _completed = true;
        if (answer.Error is { } error)
        {
            Error = new RpcException(error);
        }
        else if (answer.Result is { } bytes)
        {
            try
            {
                _result = MessageCodec.Decode<TResult>(bytes);
            }
            catch (MessagePackSerializationException e)
            {
                Error = Faulty($"does not decode: {e.Message}", e);
            }
        }
        else
        {
            Error = Faulty("holds neither a result nor an error.", null);
        }
    }

    private RpcException Faulty(string what, Exception? inner)
        => new(ErrorCode.ProtocolViolation, $"The answer to '{Method}' in a batch {what} Bring the plugin and this program to the same version.", Outcome.Completed, inner: inner);
}
