namespace DccBridge.Validation.Settings;

/// <summary>Checks of values that several readers share, and the words of their errors.</summary>
internal static class SettingsChecks
{
    /// <summary>Refuses the current value when there is a problem.</summary>
    /// <exception cref="ValidationSettingsException">There is.</exception>
    public static void Require(ref JsonCursor cursor, string? problem)
    {
        if (problem is not null)
        {
            throw cursor.Fail(problem + ".");
        }
    }

    /// <summary>Refuses the name of the current field when there is a problem.</summary>
    /// <exception cref="ValidationSettingsException">There is.</exception>
    public static void RequireName(ref JsonCursor cursor, string? problem)
    {
        if (problem is not null)
        {
            throw cursor.FailAtName(problem + ".");
        }
    }

    /// <summary>Refuses one field more than are allowed.</summary>
    /// <exception cref="ValidationSettingsException">There are enough already.</exception>
    public static void RequireRoom(ref JsonCursor cursor, int count, int most)
    {
        if (count >= most)
        {
            throw cursor.FailAtName($"is one entry too many: at most {most} are allowed here.");
        }
    }

    /// <summary>One of a few words.</summary>
    /// <exception cref="ValidationSettingsException">It is none of them.</exception>
    public static string ReadChoice(ref JsonCursor cursor, IReadOnlyList<string> choices)
    {
        var allowed = string.Join(", ", choices.Select(choice => $"\"{choice}\""));
        var text = cursor.ReadString("one of " + allowed);
        return choices.Contains(text)
            ? text
            : throw cursor.Fail($"must be one of {allowed}, but is \"{text}\".{DidYouMean(text, choices)}");
    }

    /// <summary>The error of a field that does not exist.</summary>
    public static ValidationSettingsException UnknownField(ref JsonCursor cursor, string name, IReadOnlyList<string> known) =>
        cursor.FailAtName($"is not a known field.{DidYouMean(name, known)} Allowed here: {string.Join(", ", known)}.");

    /// <summary>The error of a rule that does not exist.</summary>
    public static ValidationSettingsException UnknownRule(ref JsonCursor cursor, string id, IEnumerable<string> known, bool atName)
    {
        var ids = known.ToList();
        var problem = $"{(atName ? "is not a known rule" : $"names no known rule (\"{id}\")")}.{DidYouMean(id, ids)} The rules are {string.Join(", ", ids)}.";
        return atName ? cursor.FailAtName(problem) : cursor.Fail(problem);
    }

    private static string DidYouMean(string word, IEnumerable<string> candidates) =>
        Spelling.Nearest(word, candidates) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";
}
