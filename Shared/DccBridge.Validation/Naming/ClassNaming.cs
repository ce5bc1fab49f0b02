namespace DccBridge.Validation.Naming;

/// <summary>How assets of one class are named.</summary>
/// <param name="Class">Unreal class name ("StaticMesh").</param>
/// <param name="Prefixes">What the name may begin with, the usual one first. Several where one Unreal class serves several purposes.</param>
internal sealed record ClassNaming(string Class, params IReadOnlyList<string> Prefixes)
{
    /// <summary>What the name must end with; empty when nothing is demanded.</summary>
    public string Suffix { get; init; } = "";
}
