namespace DccBridge.Tray.DBus;

/// <summary>Signatures: the text that says how values lie in a message.</summary>
internal static class BusSignature
{
    /// <summary>The most bytes of a signature, by the specification.</summary>
    public const int MostLength = 255;

    /// <summary>How deep arrays may lie in arrays, and structures in structures, by the specification.</summary>
    public const int MostDepth = 32;

    /// <summary>Cuts a signature into its complete types, in order.</summary>
    /// <exception cref="BusFormatException">It is not a signature.</exception>
    public static IReadOnlyList<string> Split(string signature)
    {
        Limit(signature);
        var types = new List<string>();
        for (int at = 0; at < signature.Length;)
        {
            int end = EndOfType(signature, at);
            types.Add(signature[at..end]);
            at = end;
        }

        return types;
    }

    /// <summary>Refuses what is not exactly one complete type.</summary>
    /// <exception cref="BusFormatException">It is none, or more than one.</exception>
    public static void CheckSingle(string signature)
    {
        Limit(signature);
        if (signature.Length == 0 || EndOfType(signature, 0) != signature.Length)
        {
            throw new BusFormatException($"'{signature}' is not one complete type.");
        }
    }

    /// <summary>Where the complete type that begins at a place ends.</summary>
    /// <exception cref="BusFormatException">There is no complete type.</exception>
    public static int EndOfType(string signature, int start) => End(signature, start, 0, 0);

    /// <summary>The boundary at which a type begins.</summary>
    public static int Alignment(char type) => type switch
    {
        'y' or 'g' or 'v' => 1,
        'n' or 'q' => 2,
        'b' or 'i' or 'u' or 's' or 'o' or 'a' or 'h' => 4,
        'x' or 't' or 'd' or '(' or '{' => 8,
        _ => throw new BusFormatException($"There is no type '{type}'."),
    };

    /// <summary>Whether it may be the key of a dictionary.</summary>
    public static bool IsBasic(char type) => "ybnqiuxtdsogh".Contains(type, StringComparison.Ordinal);

    private static void Limit(string signature)
    {
        if (signature.Length > MostLength)
        {
            throw new BusFormatException($"A signature of {signature.Length} characters; at most {MostLength} are allowed.");
        }
    }

    private static int End(string signature, int at, int arrays, int structures)
    {
        if (at >= signature.Length)
        {
            throw new BusFormatException($"The signature '{signature}' ends in the middle of a type.");
        }

        char type = signature[at];
        if (IsBasic(type) || type == 'v')
        {
            return at + 1;
        }

        if (type == 'a' && arrays < MostDepth)
        {
            return at + 1 < signature.Length && signature[at + 1] == '{'
                ? EndOfEntry(signature, at + 1, arrays + 1, structures + 1)
                : End(signature, at + 1, arrays + 1, structures);
        }

        if (type == '(' && structures < MostDepth)
        {
            int next = at + 1;
            do
            {
                next = End(signature, next, arrays, structures + 1);
            }
            while (next < signature.Length && signature[next] != ')');
            return next < signature.Length ? next + 1 : throw new BusFormatException($"A bracket in the signature '{signature}' is not closed.");
        }

        throw new BusFormatException($"The signature '{signature}' is not allowed at character {at + 1}: no such type there, or nested too deep.");
    }

    private static int EndOfEntry(string signature, int open, int arrays, int structures)
    {
        if (structures > MostDepth || open + 1 >= signature.Length || !IsBasic(signature[open + 1]))
        {
            throw new BusFormatException($"The dictionary entry in '{signature}' has no basic type as its key, or is nested too deep.");
        }

        int end = End(signature, open + 2, arrays, structures);
        return end < signature.Length && signature[end] == '}' ? end + 1 : throw new BusFormatException($"The dictionary entry in '{signature}' is not a key and one value.");
    }
}
