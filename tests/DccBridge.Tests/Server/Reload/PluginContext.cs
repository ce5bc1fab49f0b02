using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace DccBridge.Tests.Server.Reload;

/// <summary>What UnrealSharp loads a plugin into: a context of its own that is unloaded at a hot reload. All assemblies of DccBridge are loaded anew in it.</summary>
internal sealed class PluginContext() : AssemblyLoadContext("plugin", isCollectible: true)
{
    /// <summary>Most collections after which the context has to be gone. The loader of UnrealSharp gives up after eight.</summary>
    private const int MostCollections = 50;

    /// <summary>A public static method of the tests as it is inside this context.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public MethodInfo Find(Type type, string method)
    {
        var assembly = LoadFromAssemblyPath(typeof(PluginContext).Assembly.Location);
        Assert.That(assembly, Is.Not.SameAs(typeof(PluginContext).Assembly));
        return assembly.GetType(type.FullName!)!.GetMethod(method)!;
    }

    /// <summary>Collects garbage until the context is gone.</summary>
    /// <returns>False when something keeps it alive.</returns>
    public static async Task<bool> IsGoneAsync(WeakReference context)
    {
        for (var i = 0; i < MostCollections && context.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        return !context.IsAlive;
    }

    protected override Assembly? Load(AssemblyName name) => name.Name!.StartsWith("DccBridge.", StringComparison.Ordinal)
        ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll"))
        : null;
}
