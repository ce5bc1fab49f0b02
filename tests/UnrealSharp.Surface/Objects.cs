// Sources: UnrealSharp @ 028a1122, Managed/UnrealSharp/UnrealSharp: Extensions/CoreUObject/Object.cs:16,30,155,177,527; Extensions/Core/Name.cs:10,81,86;
// Extensions/Core/Text.cs:15,174,175; WeakObject.cs:9-14; DelegateBase.cs:100-180; Interop/Bind_Async.cs; Interop/Bind_FWeakObjectPtr.cs;
// UnrealSynchronizationContext.cs:12-66. Source/UnrealSharpEditor/Public/Extensions/CSEditorSubsystem.h.
#pragma warning disable CA1711, CA1716, CA1720, CA2225, CA1707 // names are theirs
using UnrealSharp.Core;
using UnrealSharp.Surface;

namespace UnrealSharp
{
    public record struct WeakObjectData
    {
        public int ObjectIndex;
        public int ObjectSerialNumber;
    }

    public record struct FName(string Value)
    {
        public static implicit operator FName(string name) => new(name);

        public static implicit operator string(FName name) => name.ToString();

        public override readonly string ToString() => Value ?? "None";
    }

    public sealed class FText(string? value)
    {
        public static implicit operator FText(string? value) => new(value);

        public static implicit operator string(FText value) => value.ToString();

        public override string ToString() => value ?? "";
    }

    /// <summary>A dynamic multicast delegate: takes methods of engine objects only.</summary>
    public class TMulticastDelegate<T>
        where T : Delegate
    {
        private readonly List<T> _handlers = [];

        /// <summary>How many handlers are bound. Not part of UnrealSharp.</summary>
        public int Count => _handlers.Count;

        public void Add(T handler)
        {
            if (handler.Target is not CoreUObject.UObject || !handler.Method.IsDefined(typeof(Attributes.UFunctionAttribute), inherit: false))
            {
                throw new ArgumentException("Only a UFunction of a UObject can be bound.");
            }

            _handlers.Add(handler);
        }

        public void Remove(T handler) => _handlers.Remove(handler);

        public bool Contains(T handler) => _handlers.Contains(handler);

        /// <summary>Fires, as the engine does. Not part of UnrealSharp.</summary>
        public void Fire(params object?[] arguments) => _handlers.ToList().ForEach(handler => handler.DynamicInvoke(arguments));
    }

    public enum NamedThread
    {
        GameThread = 1,
    }
}

namespace UnrealSharp.CoreUObject
{
    public partial class UObject : UnrealSharpObject
    {
        private UObject? _outer;

        public FName Name { get; set; }

        public UObject Outer
        {
            get => _outer ?? throw new InvalidOperationException("Outer object is not valid.");
            set => _outer = value;
        }

        public bool IsDestroyed => NativeObject == IntPtr.Zero;

        public static T NewObject<T>(UObject? outer = null)
            where T : UObject
        {
            var made = Activator.CreateInstance<T>();
            made.Outer = outer ?? GetTransientPackage();
            return made;
        }

        public static UPackage GetTransientPackage() => SurfaceEngine.Current.TransientPackage;

        public static T GetEditorSubsystem<T>()
            where T : EditorSubsystem.UEditorSubsystem =>
            !SurfaceEngine.Current.HasEditor ? throw new InvalidOperationException("The real engine ends here: it has no editor yet.")
            : SurfaceEngine.Current.Subsystems.TryGetValue(typeof(T), out var found) ? (T)found : null!;
    }

    public sealed class UPackage : UObject;

    public record struct FAssetData
    {
        public FName PackageName;
        public FName AssetName;
    }

    // Epic's API page EDataValidationResult, EDataValidationUsecase (CoreUObject).
    public enum EDataValidationResult : byte
    {
        Invalid,
        Valid,
        NotValidated,
    }

    public enum EDataValidationUsecase : byte
    {
        None,
        Manual,
        Commandlet,
        Save,
        PreSubmit,
        Script,
    }
}

namespace UnrealSharp.EditorSubsystem
{
    public class UEditorSubsystem : CoreUObject.UObject;
}

namespace UnrealSharp.UnrealSharpEditor
{
    public class UCSEditorSubsystem : EditorSubsystem.UEditorSubsystem
    {
        public virtual void Initialize()
        {
        }

        public virtual void Deinitialize()
        {
        }
    }
}

namespace UnrealSharp.Interop
{
    public static class Bind_Async
    {
        public static void CallRunOnThread(WeakObjectData worldContextObject, int thread, IntPtr handle)
        {
            if (thread == (int)NamedThread.GameThread)
            {
                SurfaceEngine.Current.Post(worldContextObject.ObjectIndex, handle);
            }
        }
    }

    public static class Bind_FWeakObjectPtr
    {
        public static void CallSetObject(ref WeakObjectData data, IntPtr nativeObject) => data.ObjectIndex = (int)nativeObject;

        public static NativeBool CallIsValid(WeakObjectData data) => SurfaceEngine.Current.IsAlive(data.ObjectIndex) ? NativeBool.True : NativeBool.False;
    }
}
