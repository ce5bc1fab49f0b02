using DccBridge.Protocol.Contracts;

namespace DccBridge.Tests.Architecture;

/// <summary>The arrows between the rooms of Protocol.</summary>
[TestFixture]
public sealed class RoomTests
{
    private const string Root = "DccBridge.Protocol.";

    private static readonly Type[] Types = typeof(ErrorCode).Assembly.GetTypes();

    private static bool IsIn(Type type, string room) => type.Namespace is { } name && (name == Root + room || name.StartsWith(Root + room + ".", StringComparison.Ordinal));

    private static IEnumerable<string> Uses(Func<Type, bool> isUser, Func<Type, bool> isForbidden) =>
        from type in Types
        where isUser(type)
        from used in TypeUse.Of(type)
        where isForbidden(used)
        select $"{type.FullName} uses {used.FullName}";

    [Test]
    public void Contracts_know_nothing_of_how_they_travel() =>
        Assert.That(Uses(type => IsIn(type, "Contracts"), used => new[] { "Rpc", "Framing", "Transport", "Security", "Discovery" }.Any(room => IsIn(used, room))), Is.Empty);

    [Test]
    public void Rpc_knows_no_feature() =>
        Assert.That(Uses(type => IsIn(type, "Rpc"), used => used.Namespace?.StartsWith(Root + "Contracts.", StringComparison.Ordinal) == true), Is.Empty);

    [Test]
    public void Framing_and_transport_know_neither_calls_nor_contracts() =>
        Assert.That(Uses(type => IsIn(type, "Framing") || IsIn(type, "Transport"), used => IsIn(used, "Rpc") || used.Namespace?.StartsWith(Root + "Contracts.", StringComparison.Ordinal) == true), Is.Empty);

    [Test]
    public void MessagePack_knows_nothing_of_ours() =>
        Assert.That(Uses(type => type.Namespace == "MessagePack", used => used.Namespace?.StartsWith("DccBridge", StringComparison.Ordinal) == true), Is.Empty);

    [Test]
    public void Uses_inside_method_bodies_are_seen() => Assert.That(TypeUse.Of(typeof(Sample)), Does.Contain(typeof(System.Text.StringBuilder)));

    private static class Sample
    {
        public static object Make() => new System.Text.StringBuilder();
    }
}
