namespace DccBridge.Protocol.Security;

/// <summary>The scopes as people write them: lower-case names with commas between ("observe,edit").</summary>
public static class ScopeNames
{
    /// <summary>What an editor allows when no setting says otherwise: all but <see cref="Scopes.Execute"/>.</summary>
    public const Scopes AllowedByDefault = Scopes.Observe | Scopes.Validate | Scopes.Edit;

    /// <summary>All scopes that this version knows.</summary>
    public const Scopes All = AllowedByDefault | Scopes.Execute;

    private static readonly (string Name, Scopes Scope)[] Names =
    [
        ("observe", Scopes.Observe),
        ("validate", Scopes.Validate),
        ("edit", Scopes.Edit),
        ("execute", Scopes.Execute),
    ];

    /// <summary>Names of the scopes in <paramref name="scopes"/> with ", " between, or "none".</summary>
    public static string Format(Scopes scopes)
    {
        var names = Names.Where(n => scopes.HasFlag(n.Scope)).Select(n => n.Name).ToArray();
        return names.Length == 0 ? "none" : string.Join(", ", names);
    }

    /// <summary>Reads names with commas between, upper or lower case, spaces allowed.</summary>
    /// <exception cref="FormatException">A name is not that of a scope; the text names it and the allowed ones.</exception>
    public static Scopes Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scopes = Scopes.None;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var known = Array.Find(Names, n => n.Name.Equals(part, StringComparison.OrdinalIgnoreCase));
            if (known.Name is null)
            {
                throw new FormatException($"'{part}' is not a scope. Allowed, with commas between: {string.Join(", ", Names.Select(n => n.Name))}.");
            }

            scopes |= known.Scope;
        }

        return scopes;
    }
}
