using DccBridge.Companion.Transfers;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Offline;

/// <summary>A rule that holds for files before any asset is made of them.</summary>
/// <param name="Id">Stable id ("file.unreadable").</param>
/// <param name="Description">What it demands, in one sentence.</param>
/// <param name="Remedy">How to mend what it finds, in general.</param>
internal sealed record FileRule(string Id, string Description, string Remedy);

/// <summary>The rules of files. No settings switch them off: what they find was not judged.</summary>
internal static class FileRules
{
    /// <summary>The system did not give the bytes.</summary>
    public static readonly FileRule Unreadable = new(
        "file.unreadable",
        "A file or folder can be read, and stays as it is meanwhile.",
        "Mend its rights, or close the program that writes it, and run the validation again.");

    /// <summary>The content cannot be used.</summary>
    public static readonly FileRule Malformed = new(
        "file.malformed",
        "A file holds what its ending says, whole and within the limits.",
        "Export it again from the DCC.");

    /// <summary>The asset cannot have its path.</summary>
    public static readonly FileRule AssetPath = new(
        "file.path",
        "A file becomes one asset with a path that Unreal takes and that no other file has; paths are compared without case and ending.",
        "Rename the file, or send it to another folder.");

    /// <summary>All of them, sorted by id.</summary>
    public static IReadOnlyList<FileRule> All { get; } = [Malformed, AssetPath, Unreadable];

    /// <summary>The rule that a refusal belongs to.</summary>
    public static FileRule Of(RefusalKind kind) => kind switch
    {
        RefusalKind.Malformed => Malformed,
        RefusalKind.Path => AssetPath,
        _ => Unreadable,
    };

    /// <summary>What this rule found.</summary>
    public static Finding Find(this FileRule rule, string message) => new()
    {
        RuleId = rule.Id,
        Severity = Severity.Error,
        Message = message,
        Fix = rule.Remedy,
    };
}
