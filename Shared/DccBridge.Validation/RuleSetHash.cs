using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings;

namespace DccBridge.Validation;

/// <summary>The identity of a rule set: receipts and caches hold as long as it is the same.</summary>
internal static class RuleSetHash
{
    /// <summary>Hashes the effect of the settings, not their text, so that order, comments and defaults that are written out make no difference.</summary>
    public static string Compute(
        string preset,
        NamingConvention naming,
        RuleInForce[] rules,
        IEnumerable<KeyValuePair<string, RuleInForce[]>> folders,
        ValidationSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "dccbridge-rules");
        Add(hash, RuleCatalogue.Version.ToString(CultureInfo.InvariantCulture));
        Add(hash, preset);
        foreach (var row in naming.Classes.OrderBy(row => row.Class, StringComparer.Ordinal))
        {
            Add(hash, "class", row.Class, row.Suffix, string.Join('|', row.Prefixes));
        }

        foreach (var (suffix, content) in settings.TextureSuffixes.OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            Add(hash, "suffix", suffix, content.ToString());
        }

        AddRules(hash, rules);
        foreach (var (path, folderRules) in folders.OrderBy(folder => folder.Key, StringComparer.OrdinalIgnoreCase))
        {
            Add(hash, "folder", path.ToUpperInvariant());
            AddRules(hash, folderRules);
        }

        var suppressions = settings.Suppressions
            .Select(suppression => (suppression.Rule, Path: suppression.Path.ToUpperInvariant(), Expires: suppression.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", suppression.Reason))
            .Distinct()
            .OrderBy(entry => entry.Path, StringComparer.Ordinal).ThenBy(entry => entry.Rule, StringComparer.Ordinal).ThenBy(entry => entry.Expires, StringComparer.Ordinal).ThenBy(entry => entry.Reason, StringComparer.Ordinal);
        foreach (var (rule, path, expires, reason) in suppressions)
        {
            Add(hash, "suppression", rule, path, expires, reason);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AddRules(IncrementalHash hash, RuleInForce[] rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Definition.AssemblyHash is { } assembly)
            {
                Add(hash, "custom", assembly);
            }

            Add(hash, "rule", rule.Definition.Id, rule.Enabled ? "on" : "off", rule.Severity.ToString());
            foreach (var value in rule.Thresholds.Values)
            {
                Add(hash, value.ToString("R", CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Each text with its length before it: two lists of texts never make the same bytes.</summary>
    private static void Add(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BitConverter.TryWriteBytes(length, bytes.Length);
            if (!BitConverter.IsLittleEndian)
            {
                length.Reverse();
            }

            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }
}
