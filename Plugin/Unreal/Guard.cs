using DccBridge.Server.Editor;

namespace DccBridge.Unreal;

/// <summary>
/// The last frame before Unreal. An exception out of an override or a UFunction is fatal to the editor
/// (UnrealSharp, CSUnrealSharpSettings.h:25, CSFunction.cpp:108-115): it ends here, in the log.
/// </summary>
internal static class Guard
{
    /// <summary>Runs <paramref name="work"/>; what it throws is logged.</summary>
    /// <param name="what">What could not be done: "DccBridge could not ...".</param>
    /// <param name="work">Anything.</param>
    public static void Run(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            new UnrealLog().Write(BridgeLogLevel.Error, $"DccBridge could not {what}. The editor goes on without it.", exception);
        }
    }

    /// <summary>As <see cref="Run(string, Action)"/>, with an answer for when it fails.</summary>
    public static T Run<T>(string what, T otherwise, Func<T> work)
    {
        T result = otherwise;
        Run(what, () => result = work());
        return result;
    }
}
