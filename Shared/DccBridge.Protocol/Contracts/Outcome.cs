namespace DccBridge.Protocol.Contracts;

/// <summary>What is known of the work of a request that did not end with a result.</summary>
public enum Outcome
{
    /// <summary>It may or may not have happened: ask <see cref="MethodNames.Operation.Get"/>.</summary>
    Unknown = 0,

    /// <summary>Nothing was done; repeating is safe.</summary>
    NotStarted = 1,

    /// <summary>The work was done, only its answer did not arrive in time.</summary>
    Completed = 2,

    /// <summary>The work failed or was stopped; what it had begun was taken back.</summary>
    Failed = 3,
}
