using System.Runtime.CompilerServices;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Tests.Server.Fakes;
using DccBridge.Tests.Server.Reload;

namespace DccBridge.Tests.Server;

/// <summary>A hot reload unloads the plugin's assemblies: nothing may hold on to them once the server has stopped.</summary>
[TestFixture]
public sealed class UnloadTests
{
    [Test]
    public async Task After_stop_nothing_keeps_the_assemblies_alive()
    {
        var context = await LoadRunAndUnloadAsync();
        Assert.That(await PluginContext.IsGoneAsync(context), Is.True);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> LoadRunAndUnloadAsync()
    {
        var context = new PluginContext();
        await RunInAsync(context);
        context.Unload();
        return new WeakReference(context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task RunInAsync(PluginContext context)
    {
        var scenario = context.Find(typeof(ServerScenario), nameof(ServerScenario.RunAsync));

        // Also the value of an async local of the test runner would live on in timers of the plugin.
        Task run;
        using (ExecutionContext.SuppressFlow())
        {
            run = Task.Run(() => (Task)scenario.Invoke(null, null)!);
        }

        await run;
    }
}

/// <summary>What a server does in its life, in short. Runs inside the collectible context.</summary>
public static class ServerScenario
{
    /// <summary>Upload, import, verdict, stop; a post stays with the engine, as it does in Unreal.</summary>
    public static async Task RunAsync()
    {
        await using var server = new ServerUnderTest();
        var client = await server.ConnectAsync();
        await client.SubscribeAsync(durable: true);
        var item = await ServerUnderTest.UploadAsync(client, "/Game/T_A", "pixels");
        await server.TickAsync(client.CallAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, new ImportAssetsParams { Items = [item] }));
        if (!client.Verdicts.Any())
        {
            throw new InvalidOperationException("No verdict came.");
        }
    }
}
