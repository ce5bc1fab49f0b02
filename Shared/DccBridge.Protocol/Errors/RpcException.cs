using DccBridge.Protocol.Contracts;

namespace DccBridge.Protocol.Errors;

/// <summary>
/// A call did not end with a result. Thrown by a handler, its code and text cross the wire (so: an instruction to a person, no secrets);
/// thrown by a call, they are what the other side said.
/// </summary>
public class RpcException : Exception
{
    /// <summary>Makes the exception from its parts.</summary>
    public RpcException(
        ErrorCode code,
        string message,
        Outcome outcome = Outcome.Failed,
        Guid? operationId = null,
        IReadOnlyDictionary<string, string>? details = null,
        Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Outcome = outcome;
        OperationId = operationId;
        Details = details;
    }

    /// <summary>Makes the exception from what came over the wire.</summary>
    public RpcException(RpcError error)
        : this(error.Code, error.Message, error.Outcome, error.OperationId, error.Details)
    {
    }

    /// <summary>What went wrong.</summary>
    public ErrorCode Code { get; }

    /// <summary>What is known of the work.</summary>
    public Outcome Outcome { get; }

    /// <summary>The operation that can be asked about later; null when there is none.</summary>
    public Guid? OperationId { get; }

    /// <summary>Facts for programs, by name; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; }

    /// <summary>As it crosses the wire.</summary>
    public RpcError ToError() => new() { Code = Code, Message = Message, Outcome = Outcome, OperationId = OperationId, Details = Details };
}
