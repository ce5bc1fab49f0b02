using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Handlers;

/// <summary>One method's work: what has to happen on the engine thread, kept as short as can be, and what can follow elsewhere.</summary>
/// <param name="OnEngine">Runs on the engine thread, once.</param>
/// <param name="After">Runs on the thread pool after it and makes the result.</param>
internal sealed record EngineJob<TResult>(Action OnEngine, Func<TResult> After)
{
    /// <summary>Runs the engine's part; a refusal of the editor becomes an error that crosses the wire.</summary>
    public void RunOnEngine() => EditorErrors.Translate(OnEngine);
}

/// <summary>Jobs of simple shapes.</summary>
internal static class EngineJob
{
    /// <summary>One that only does something.</summary>
    public static EngineJob<EmptyMessage> Of(Action work) => new(work, static () => default);
}

/// <summary>Turns refusals of the editor into errors that cross the wire.</summary>
internal static class EditorErrors
{
    public static void Translate(Action work)
    {
        try
        {
            work();
        }
        catch (EditorException exception)
        {
            throw From(exception);
        }
    }

    public static RpcException From(EditorException exception) => new(exception.Code, exception.Message, inner: exception);
}
