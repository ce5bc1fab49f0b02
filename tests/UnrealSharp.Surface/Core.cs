// Sources: UnrealSharp @ 028a1122, Managed/UnrealSharp: UnrealSharp.Core/Attributes/UClassAttribute.cs, UFunctionAttribute.cs, UModule.cs;
// UnrealSharp.Core/Modules/IModuleInterface.cs; UnrealSharp.Core/UnrealSharpObject.cs; UnrealSharp.Core/NativeBool.cs; UnrealSharp.Log/UnrealLogger.cs.
#pragma warning disable CA1711, CA1720 // names are theirs
using System.Collections.Concurrent;

namespace UnrealSharp.Attributes
{
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class UModuleAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class UClassAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class UFunctionAttribute : Attribute;
}

namespace UnrealSharp.Engine.Core.Modules
{
    public interface IModuleInterface
    {
        void StartupModule();

        void ShutdownModule();
    }
}

namespace UnrealSharp.Core
{
    public enum NativeBool : byte
    {
        False = 0,
        True = 1,
    }

    public static class BoolConverter
    {
        public static bool ToManagedBool(this NativeBool value) => value != NativeBool.False;
    }

    /// <summary>An object of the engine. Here an entry in <see cref="Surface.SurfaceEngine"/>, whose number is its address.</summary>
    public class UnrealSharpObject : IDisposable
    {
        public UnrealSharpObject() => NativeObject = Surface.SurfaceEngine.Current.Add(this);

        public IntPtr NativeObject { get; private set; }

        /// <summary>As when the engine destroys the object: the wrapper is dead.</summary>
        public virtual void Dispose()
        {
            Surface.SurfaceEngine.Current.Remove(NativeObject);
            NativeObject = IntPtr.Zero;
            GC.SuppressFinalize(this);
        }
    }
}

namespace UnrealSharp.Log
{
    public static class UnrealLogger
    {
        public static void Log(string logName, string message) => Surface.SurfaceEngine.Current.Log.Enqueue((logName, "Display", message));

        public static void LogWarning(string logName, string message) => Surface.SurfaceEngine.Current.Log.Enqueue((logName, "Warning", message));

        public static void LogError(string logName, string message) => Surface.SurfaceEngine.Current.Log.Enqueue((logName, "Error", message));

        public static void LogVerbose(string logName, string message) => Surface.SurfaceEngine.Current.Log.Enqueue((logName, "Verbose", message));
    }
}
