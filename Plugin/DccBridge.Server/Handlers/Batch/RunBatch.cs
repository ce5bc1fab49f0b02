using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Operations;

namespace DccBridge.Server.Handlers.Batch;

/// <summary>batch: several calls within one tick. Everything that can be refused is refused before the first one runs.</summary>
internal sealed class RunBatch(IReadOnlyDictionary<string, BatchMethod> methods, EngineCalls engine)
{
    private const int MaxCalls = 256;

    /// <summary>Refuses a batch with a call that cannot be part of one or that the session may not make.</summary>
    /// <param name="parameters">The batch.</param>
    /// <param name="requireScope">Throws when the session lacks the scope of the method.</param>
    /// <exception cref="RpcException">The batch is not allowed.</exception>
    public void Verify(BatchParams parameters, Action<string, BatchMethod> requireScope)
    {
        if (parameters.Calls.Count is 0 or > MaxCalls)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'calls' has {parameters.Calls.Count} entries; 1 to {MaxCalls} are allowed.", Outcome.NotStarted);
        }

        foreach (var call in parameters.Calls)
        {
            if (!methods.TryGetValue(call.Method, out var method))
            {
                throw new RpcException(ErrorCode.InvalidParams, $"'{call.Method}' cannot be part of a batch. Allowed: {string.Join(", ", methods.Keys.Order(StringComparer.Ordinal))}.", Outcome.NotStarted);
            }

            requireScope(call.Method, method);
        }
    }

    /// <summary>Runs the batch as an operation.</summary>
    public async Task<BatchResult> RunAsync(Operation operation, BatchParams parameters)
    {
        var steps = new List<(BatchStep? Step, RpcError? Refusal)>(parameters.Calls.Count);
        foreach (var call in parameters.Calls)
        {
            try
            {
                steps.Add((methods[call.Method].Prepare(call.Method, call.Params, operation.Id), null));
            }
            catch (RpcException refusal)
            {
                steps.Add((null, refusal.ToError()));
            }
        }

        operation.Report(0, $"Running {steps.Count} calls in one tick");
        await engine.RunItemAsync(operation, () => RunSteps(steps, parameters.StopOnError)).ConfigureAwait(false);
        return new BatchResult { Results = steps.Select(step => step.Step?.Finish() ?? new BatchCallResult { Error = step.Refusal }).ToList() };
    }

    private static bool RunSteps(List<(BatchStep? Step, RpcError? Refusal)> steps, bool stopOnError)
    {
        foreach (var (step, _) in steps)
        {
            if (step?.Run() != true && stopOnError)
            {
                return false;
            }
        }

        return true;
    }
}
