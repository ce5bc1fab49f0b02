using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Validation.Fixes;

/// <summary>What the rules propose for one asset, rule after rule: each sees the name that those before it gave, so that all of them make one name.</summary>
internal sealed class FixDraft(AssetRecord asset)
{
    private string _rule = "";

    /// <summary>The asset under the name drafted so far; its facts are as they are.</summary>
    public AssetRecord Renamed { get; private set; } = asset;

    /// <summary>Values to set: property, value, and the rule that wants it.</summary>
    public List<(string Property, string Value, string Rule)> Values { get; } = [];

    /// <summary>Rules whose findings the name mends.</summary>
    public List<string> NamedBy { get; } = [];

    /// <summary>What cannot be mended, and why.</summary>
    public List<(string Rule, string Reason)> Refusals { get; } = [];

    /// <summary>Puts the next rule before the draft.</summary>
    public void Begin(string rule) => _rule = rule;

    /// <summary>Gives the asset another name; no folder changes.</summary>
    public void Rename(string name)
    {
        var path = Renamed.Path;
        Renamed = Renamed with { Path = string.Concat(path.AsSpan(0, path.LastIndexOf('/') + 1), name) };
        CountName();
    }

    /// <summary>The name of an earlier rule mends this one's findings too.</summary>
    public void CountName() => NamedBy.Add(_rule);

    /// <summary>Says what one of <see cref="FixProperties"/> should be, also where it is so already: another rule may want it otherwise.</summary>
    public void Set(string property, string value) => Values.Add((property, value, _rule));

    /// <summary>Says why a finding is left alone, and what to do instead.</summary>
    public void Refuse(string reason) => Refusals.Add((_rule, reason));
}
