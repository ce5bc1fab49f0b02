using System.Collections.Frozen;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Paths;

/// <summary>path.generic: folders that are named after what Unreal shows anyway, or not at all.</summary>
internal sealed class PathGenericRule : IRule
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Generic = FrozenSet
        .Create(StringComparer.OrdinalIgnoreCase, "Assets", "AssetTypes", "NewFolder", "Meshes", "Textures", "Materials")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static RuleDefinition Definition { get; } = new(_ => new PathGenericRule())
    {
        Id = "path.generic",
        Description = "No folder of the asset is called Assets, AssetTypes, NewFolder, Meshes, Textures or Materials.",
        Reason = "The class of an asset is seen from its prefix and can be filtered. What belongs together is moved, deleted and given away together when it lies together.",
        Remedy = "Keep the assets of one thing in a folder named after it (/Game/Props/Crate).",
        Severity = Severity.Info,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        var folders = judgement.Folders;
        while (!folders.IsEmpty)
        {
            var slash = folders.IndexOf('/');
            var folder = slash < 0 ? folders : folders[..slash];
            if (Generic.Contains(folder.TrimEnd("0123456789")) && judgement.Takes())
            {
                judgement.Report(
                    $"The folder {Quoted.Name(folder)} says only what kind of assets lie in it, or nothing.",
                    "Keep the assets of one thing in a folder named after it, and move this one there in Unreal.");
            }

            folders = slash < 0 ? [] : folders[(slash + 1)..];
        }
    }
}
