namespace DccBridge.Protocol.Generator.Emit;

/// <summary>Names for the locals of one method, each used once.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);

    public string Next(string name)
    {
        _used.TryGetValue(name, out int number);
        _used[name] = number + 1;
        return $"{name}{number}";
    }
}
