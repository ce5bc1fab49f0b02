using System.Collections.Frozen;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Validation.Settings;

namespace DccBridge.Validation.Naming;

/// <summary>The naming convention in force: a preset with what the project changes.</summary>
internal sealed class NamingConvention
{
    // Prefixes without underscore would match the beginning of any word.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownPrefixes = NamingTables.Epic.Concat(NamingTables.Allar)
        .SelectMany(row => row.Prefixes)
        .Where(prefix => prefix.EndsWith('_'))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FrozenDictionary<string, ClassNaming> _classes;

    public NamingConvention(ValidationSettings settings)
    {
        var classes = NamingTables.Of(settings.Preset ?? NamingPreset.Epic).ToDictionary(row => row.Class, StringComparer.Ordinal);
        foreach (var (name, prefixes) in settings.Prefixes)
        {
            classes[name] = new ClassNaming(name, prefixes);
        }

        _classes = classes.ToFrozenDictionary(StringComparer.Ordinal);
        Textures = new TextureSuffixes(settings.TextureSuffixes);
    }

    /// <summary>The suffixes of texture names.</summary>
    public TextureSuffixes Textures { get; }

    /// <summary>All rows, in no order.</summary>
    public IEnumerable<ClassNaming> Classes => _classes.Values;

    /// <summary>The row of a class; null when its names are not judged.</summary>
    public ClassNaming? Find(string? assetClass) =>
        assetClass is not null && _classes.TryGetValue(assetClass, out var naming) && naming.Prefixes.Count > 0 ? naming : null;

    /// <summary>The name without a prefix that some convention uses; the name itself when it has none. Only known prefixes go: "Crate_Old" must not become "Old".</summary>
    public static ReadOnlySpan<char> WithoutKnownPrefix(ReadOnlySpan<char> name)
    {
        var underscore = name.IndexOf('_');
        return underscore >= 0 && underscore < name.Length - 1 && KnownPrefixes.Contains(name[..(underscore + 1)]) ? name[(underscore + 1)..] : name;
    }

    /// <summary>The name without the prefix of its class, or another known one, and for a texture without a known suffix.</summary>
    public ReadOnlySpan<char> StemOf(string? assetClass, ReadOnlySpan<char> name)
    {
        var stem = WithoutPrefixOf(assetClass, name);
        if (assetClass == AssetClasses.Texture2D)
        {
            var suffix = TextureSuffixes.SuffixOf(stem);
            stem = Textures.Find(suffix, out _) == TextureContent.Unknown ? stem : stem[..^(suffix.Length + 1)];
        }

        return stem;
    }

    private ReadOnlySpan<char> WithoutPrefixOf(string? assetClass, ReadOnlySpan<char> name)
    {
        // By index: an enumerator of the interface would be the only thing that a clean asset allocates.
        var prefixes = Find(assetClass)?.Prefixes;
        for (var i = 0; i < prefixes?.Count; i++)
        {
            var prefix = prefixes[i];
            if (prefix.EndsWith('_') && name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return name[prefix.Length..];
            }
        }

        return WithoutKnownPrefix(name);
    }
}
