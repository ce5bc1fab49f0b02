using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>
/// The package path of an asset ("/Game/Props/SM_Crate"), checked. Two paths are equal without regard to case, as in Unreal.
/// </summary>
/// <remarks>
/// What is refused: the characters that Unreal forbids in object and package names, white space, control characters, empty,
/// "." and ".." segments, a slash at the end, names that Windows keeps for devices, and more than <see cref="MaxLength"/> characters.
/// Letters of all scripts are allowed, as in Unreal; the rule name.chars judges them. No member throws on hostile input.
/// </remarks>
public readonly struct AssetPath : IEquatable<AssetPath>
{
    /// <summary>The mount point of the project's content.</summary>
    public const string Root = "/Game";

    /// <summary>Most characters of a path, root included.</summary>
    public const int MaxLength = 512;

    /// <summary>Most characters of a folder's or an asset's name: with the ending ".uasset" it still fits file systems that allow 255.</summary>
    public const int MaxNameLength = 240;

    /// <summary>
    /// The characters that no name may hold: Unreal's INVALID_OBJECTNAME_CHARACTERS and INVALID_LONGPACKAGE_CHARACTERS
    /// together, without the white space and control characters, which are refused as classes.
    /// </summary>
    public const string IllegalCharacters = "\"',./:|&!~@#(){}[]=;^%$\\`*?<>";

    private readonly string? _value;

    private AssetPath(string value) => _value = value;

    /// <summary>The whole path ("/Game/Props/SM_Crate"); empty for the default value, which is no path.</summary>
    public string Value => _value ?? "";

    /// <summary>The asset's name: the last segment ("SM_Crate").</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The folder without a slash at its end ("/Game/Props").</summary>
    public string Folder => Value[..Math.Max(0, Value.LastIndexOf('/'))];

    /// <summary>Same path without regard to case.</summary>
    public static bool operator ==(AssetPath left, AssetPath right) => left.Equals(right);

    /// <summary>Different paths without regard to case.</summary>
    public static bool operator !=(AssetPath left, AssetPath right) => !left.Equals(right);

    /// <summary>Reads a package path.</summary>
    /// <param name="path">What somebody gave as a path.</param>
    /// <param name="result">The path, its root written as <see cref="Root"/>; the default value when it is refused.</param>
    /// <param name="problem">Why it is refused and what is allowed, for a person; null when it is good.</param>
    public static bool TryParse(string? path, out AssetPath result, [NotNullWhen(false)] out string? problem)
    {
        if (!Check(path, out problem))
        {
            result = default;
            return false;
        }

        result = new AssetPath(path.StartsWith(Root, StringComparison.Ordinal) ? path : Root + path[Root.Length..]);
        return true;
    }

    /// <summary>Whether <paramref name="path"/> may be the path of an asset.</summary>
    /// <param name="path">What somebody gave as a path.</param>
    /// <param name="problem">Why it is refused and what is allowed, for a person; null when it is good.</param>
    public static bool Check([NotNullWhen(true)] string? path, [NotNullWhen(false)] out string? problem)
    {
        if (!CheckFolder(path, out problem))
        {
            return false;
        }

        problem = path.Length == Root.Length ? $"\"{path}\" names no asset. Write {Root}/<folders>/<name>." : null;
        return problem is null;
    }

    /// <summary>Whether <paramref name="path"/> may be a content folder: <see cref="Root"/> itself or something below it.</summary>
    /// <param name="path">What somebody gave as a folder.</param>
    /// <param name="problem">Why it is refused and what is allowed, for a person; null when it is good.</param>
    public static bool CheckFolder([NotNullWhen(true)] string? path, [NotNullWhen(false)] out string? problem)
    {
        problem = FindProblem(path);
        return problem is null;
    }

    /// <summary>Puts a name into a folder.</summary>
    /// <param name="folder">A content folder, with or without a slash at its end.</param>
    /// <param name="name">The asset's name; see <see cref="Sanitize"/> to make one out of a file's name.</param>
    /// <param name="result">The path; the default value when it is refused.</param>
    /// <param name="problem">Why it is refused and what is allowed, for a person; null when it is good.</param>
    public static bool TryCombine(string? folder, string? name, out AssetPath result, [NotNullWhen(false)] out string? problem)
    {
        var trimmed = folder is ['/', .., '/'] ? folder[..^1] : folder;
        return TryParse(trimmed + "/" + name, out result, out problem);
    }

    /// <summary>Puts a name into a folder that is known to be good, as <see cref="TryCombine"/> does.</summary>
    /// <param name="folder">A content folder, with or without a slash at its end.</param>
    /// <param name="name">The asset's name.</param>
    /// <exception cref="ArgumentException">The path would not be allowed; the message says why.</exception>
    public static AssetPath Combine(string folder, string name) =>
        TryCombine(folder, name, out var result, out var problem) ? result : throw new ArgumentException(problem, nameof(name));

    /// <summary>
    /// The asset name that Unreal makes of a file's name: each character of <see cref="IllegalCharacters"/>, white space or
    /// control character becomes one underscore; letters of other scripts and the hyphen stay.
    /// </summary>
    /// <remarks>
    /// As ObjectTools::SanitizeObjectName does on import, which replaces each of INVALID_OBJECTNAME_CHARACTERS; the few that only package names
    /// forbid are replaced too, since here the asset and its package have one name. Of no name at all it makes "_"; it cuts at
    /// <see cref="MaxNameLength"/>, and adds an underscore to a name that Windows keeps for a device. The result always passes <see cref="Check"/> as a segment.
    /// </remarks>
    /// <param name="fileStem">Name of the file without folders and without its ending.</param>
    public static string Sanitize(string? fileStem)
    {
        if (string.IsNullOrEmpty(fileStem))
        {
            return "_";
        }

        var name = IsReservedOnWindows(fileStem) ? fileStem + "_" : fileStem;
        var length = Math.Min(name.Length, MaxNameLength);
        if (length < name.Length && char.IsHighSurrogate(name[length - 1]) && char.IsLowSurrogate(name[length]))
        {
            length--;
        }

        return string.Create(length, name, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = IsIllegal(source, i) ? '_' : source[i];
            }
        });
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="folder"/> or lies below it, without regard to case.</summary>
    /// <param name="path">An asset's or a folder's path.</param>
    /// <param name="folder">A folder or an asset's path, without a slash at its end.</param>
    public static bool IsAtOrBelow(ReadOnlySpan<char> path, ReadOnlySpan<char> folder) =>
        path.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && (path.Length == folder.Length || path[folder.Length] == '/');

    /// <inheritdoc/>
    public bool Equals(AssetPath other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AssetPath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <summary>The whole path.</summary>
    public override string ToString() => Value;

    private static string? FindProblem(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return $"The asset path is empty. Write {Root}/<folders>/<name>.";
        }

        if (path.Length > MaxLength)
        {
            return $"The asset path \"{Shown(path)}\" has {Figure(path.Length)} characters; at most {Figure(MaxLength)} are allowed.";
        }

        if (!IsAtOrBelow(path, Root))
        {
            return $"The asset path \"{Shown(path)}\" does not begin with {Root}/. Write {Root}/<folders>/<name>.";
        }

        if (path[^1] == '/')
        {
            return $"The asset path \"{Shown(path)}\" ends with a slash. Leave it out.";
        }

        for (var start = Root.Length + 1; start < path.Length;)
        {
            var slash = path.IndexOf('/', start);
            var end = slash < 0 ? path.Length : slash;
            if (FindNameProblem(path, start, end) is { } problem)
            {
                return problem;
            }

            start = end + 1;
        }

        return null;
    }

    private static string? FindNameProblem(string path, int start, int end)
    {
        var name = path.AsSpan(start, end - start);
        switch (name)
        {
            case "":
                return $"The asset path \"{Shown(path)}\" has two slashes in a row. Name a folder between them or leave one out.";
            case "." or "..":
                return $"The asset path \"{Shown(path)}\" has the segment \"{name}\". Write the path without \".\" and \"..\".";
        }

        if (name.Length > MaxNameLength)
        {
            return $"A name in the asset path \"{Shown(path)}\" has {Figure(name.Length)} characters; at most {Figure(MaxNameLength)} are allowed.";
        }

        for (var i = start; i < end; i++)
        {
            if (IsIllegal(path, i))
            {
                return $"The asset path \"{Shown(path)}\" has the character {Described(path[i])} at position {Figure(i)}, which Unreal does not allow. "
                    + $"Leave out white space, control characters and {IllegalCharacters}";
            }
        }

        return IsReservedOnWindows(name)
            ? $"The asset path \"{Shown(path)}\" has the name \"{name}\", which Windows keeps for a device. Take another name."
            : null;
    }

    private static bool IsIllegal(string text, int index)
    {
        var c = text[index];
        if (char.IsAsciiLetterOrDigit(c) || c == '_')
        {
            return false;
        }

        if (char.IsHighSurrogate(c))
        {
            return index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1]);
        }

        if (char.IsLowSurrogate(c))
        {
            return index == 0 || !char.IsHighSurrogate(text[index - 1]);
        }

        return char.IsWhiteSpace(c) || char.IsControl(c) || IllegalCharacters.Contains(c, StringComparison.Ordinal);
    }

    private static bool IsReservedOnWindows(ReadOnlySpan<char> name) => name.Length switch
    {
        3 => name.Equals("CON", StringComparison.OrdinalIgnoreCase) || name.Equals("PRN", StringComparison.OrdinalIgnoreCase)
            || name.Equals("AUX", StringComparison.OrdinalIgnoreCase) || name.Equals("NUL", StringComparison.OrdinalIgnoreCase),
        4 => name[3] is >= '1' and <= '9'
            && (name.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || name.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };

    /// <summary>The text as it may stand in a message: short, and without characters that could disturb a terminal or a log.</summary>
    private static string Shown(string text)
    {
        const int Most = 120;
        var length = Math.Min(text.Length, Most);
        var shown = string.Create(length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                var c = source[i];
                target[i] = char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\uFFFD' : c;
            }
        });
        return length < text.Length ? shown + "\u2026" : shown;
    }

    private static string Described(char c) => c switch
    {
        ' ' => "space",
        _ when char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}"),
        _ => $"'{c}'",
    };

    private static string Figure(int value) => value.ToString(CultureInfo.InvariantCulture);
}
