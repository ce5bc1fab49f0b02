namespace DccBridge.Tray.DBus;

/// <summary>A path of an object, kept apart from strings because its signature differs.</summary>
internal readonly record struct ObjectPath(string Value)
{
    /// <summary>Whether the text is a path: "/" or "/a/b_1" with letters, digits and underscores between single slashes.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length == 0 || text[0] != '/' || (text.Length > 1 && text[^1] == '/'))
        {
            return false;
        }

        for (int i = 1; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] != '_' && !(text[i] == '/' && text[i - 1] != '/'))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A signature that travels as a value.</summary>
internal readonly record struct SignatureText(string Value);

/// <summary>A value that carries its own signature.</summary>
internal sealed record BusVariant(string Signature, object Value)
{
    /// <summary>A string.</summary>
    public static BusVariant Of(string value) => new("s", value);

    /// <summary>A boolean.</summary>
    public static BusVariant Of(bool value) => new("b", value);

    /// <summary>A signed number of 32 bits.</summary>
    public static BusVariant Of(int value) => new("i", value);
}
