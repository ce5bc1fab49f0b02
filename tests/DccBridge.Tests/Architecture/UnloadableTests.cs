using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DccBridge.Tests.Architecture;

/// <summary>
/// What the assemblies that Unreal loads must not do, because it keeps a plugin alive after a hot reload. That nobody is an event source and
/// that nothing static changes, <see cref="HabitTests"/> holds for all of the product.
/// </summary>
[TestFixture]
public sealed class UnloadableTests
{
    private static IEnumerable<(MethodBase Caller, MethodBase Called)> Calls =>
        from type in Product.LoadedByUnreal.SelectMany(name => Product.Load(name).GetTypes())
        from call in TypeUse.CallsOf(type)
        select call;

    [Test]
    public void The_calls_of_the_assemblies_are_seen_at_all() =>
        Assert.That(Calls.Any(call => call.Called is { Name: "Run", DeclaringType.Name: "Task" }), Is.True, "else the tests beside this one could not fail");

    [Test]
    public void No_static_event_is_subscribed_to() =>
        Assert.That(
            Told(called => called.IsStatic && called.IsSpecialName && called.Name.StartsWith("add_", StringComparison.Ordinal)),
            Is.Empty,
            "A static event of the base library holds its handler, and so the whole plugin, for the life of the process.");

    [Test]
    public void Nobody_waits_for_the_end_of_the_process() =>
        Assert.That(
            Told(called => called.DeclaringType == typeof(AppDomain) && called.Name is "add_ProcessExit" or "add_DomainUnload" or "add_UnhandledException" or "add_FirstChanceException"),
            Is.Empty,
            "The one AppDomain outlives every plugin.");

    [Test]
    public void Json_is_read_and_written_with_generated_metadata_only() =>
        Assert.That(
            Told(called => called.DeclaringType == typeof(JsonSerializer) && !called.GetParameters().Any(p => typeof(JsonTypeInfo).IsAssignableFrom(p.ParameterType))),
            Is.Empty,
            "JSON by reflection is cached in the base library and keeps the plugin's types.");

    [Test]
    public void Nobody_loads_assemblies() =>
        Assert.That(
            Product.LoadedByUnreal.SelectMany(name => Product.Load(name).GetTypes()).Where(type => TypeUse.Of(type).Contains(typeof(System.Runtime.Loader.AssemblyLoadContext))).Select(type => type.FullName),
            Is.Empty,
            "A foreign assembly in Unreal's process could keep the plugin from unloading; DccBridge.CustomRules is for the other programs.");

    [Test]
    public void Every_delay_can_be_cancelled() =>
        Assert.That(
            Told(called => called.DeclaringType == typeof(Task) && called.Name == nameof(Task.Delay) && called.GetParameters().All(p => p.ParameterType != typeof(CancellationToken))),
            Is.Empty,
            "A delay that is under way keeps what waits for it until it is over.");

    private static IEnumerable<string> Told(Func<MethodBase, bool> isForbidden) =>
        from call in Calls
        where isForbidden(call.Called)
        select $"{call.Caller.DeclaringType?.FullName}.{call.Caller.Name} calls {call.Called.DeclaringType?.Name}.{call.Called.Name}";
}
