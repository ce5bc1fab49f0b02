using System.Reflection;
using UnrealSharp.Attributes;
using UnrealSharp.Engine.Core.Modules;
using UnrealSharp.Surface;

namespace DccBridge.Unreal.Tests;

/// <summary>What holds for every type of Plugin/Unreal.</summary>
[TestFixture]
public sealed class ThinLayerTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Layer = typeof(FManagedDccBridge).Assembly;

    /// <summary>Where Unreal enters: UFunctions, overrides of its classes, the module.</summary>
    private static IEnumerable<MethodInfo> Entrances =>
        from type in Layer.GetTypes()
        where type.IsDefined(typeof(UClassAttribute), false) || type.IsAssignableTo(typeof(IModuleInterface))
        from method in type.GetMethods(Declared)
        where method.IsDefined(typeof(UFunctionAttribute), false) || method.IsVirtual
        select method;

    [Test]
    public void There_are_entrances() => Assert.That(Entrances.Select(method => method.Name), Is.SupersetOf(new[] { "StartupModule", "Initialize", "Deinitialize", "ValidateLoadedAsset", "HandleImport" }));

    [TestCaseSource(nameof(Entrances))]
    public void No_exception_escapes_to_Unreal_from_an_engine_without_anything(MethodInfo entrance)
    {
        SurfaceEngine.Current = new SurfaceEngine { HasEditor = false };
        AppContext.SetData("DccBridge.EditorIsReady", bool.TrueString);
        try
        {
            var arguments = entrance.GetParameters().Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null).ToArray();
            Assert.DoesNotThrow(() => entrance.Invoke(Activator.CreateInstance(entrance.DeclaringType!), arguments));
        }
        finally
        {
            BridgeLife.Current.Stop();
            AppContext.SetData("DccBridge.EditorIsReady", null);
        }
    }

    [Test]
    public void It_references_the_libraries_and_UnrealSharp_alone() =>
        Assert.That(
            Layer.GetReferencedAssemblies().Select(reference => reference.Name).Where(name => !name!.StartsWith("System.", StringComparison.Ordinal)),
            Is.SubsetOf(new[] { "DccBridge.Protocol", "DccBridge.Server", "DccBridge.Validation", "UnrealSharp.Surface" }));

    [Test]
    public void Nothing_static_can_change() =>
        Assert.That(
            from type in Layer.GetTypes()
            where !type.Name.Contains('<', StringComparison.Ordinal)
            from field in type.GetFields(Declared | BindingFlags.Static)
            where field.IsStatic && !field.IsInitOnly && !field.IsLiteral
            select $"{type}.{field.Name}",
            Is.Empty);

    [Test]
    public void Engine_classes_have_names_that_no_other_plugin_has() =>
        Assert.That(Layer.GetTypes().Where(type => type.IsDefined(typeof(UClassAttribute), false)).Select(type => type.Name), Is.All.StartsWith("UDccBridge"), "All C# classes of a project share one package.");
}
