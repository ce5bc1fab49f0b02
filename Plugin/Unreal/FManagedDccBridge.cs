using UnrealSharp.Attributes;
using UnrealSharp.Engine.Core.Modules;

namespace DccBridge.Unreal;

/// <summary>
/// What UnrealSharp starts after it has loaded the assembly, and ends before it unloads it. An exception out of
/// <see cref="StartupModule"/> ends the editor (UnrealSharp, PluginLoader.cs:35-40, CSManagedAssembly.cpp:54-59): nothing may escape.
/// </summary>
[UModule]
public class FManagedDccBridge : IModuleInterface
{
    /// <summary>At the first start there is no editor yet, and our classes are not made: nothing is done before <see cref="UDccBridgeSubsystem.Initialize"/>.</summary>
    public void StartupModule() => Guard.Run("start the module", () => BridgeLife.Current.AttachAfterReload());

    /// <summary>Called by a hot reload only, not when the editor exits. Our own engine objects are dead by then and are not touched.</summary>
    public void ShutdownModule() => Guard.Run("stop the module", () => BridgeLife.Current.Stop());
}
