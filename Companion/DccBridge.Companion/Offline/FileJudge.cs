using DccBridge.AssetFiles.Records;
using DccBridge.Companion.Transfers;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Companion.Offline;

/// <summary>
/// Makes the assets of files one after the other, as an editor that has none would import them, and judges each. The order of the files
/// counts: a material is made by the first mesh that names it.
/// </summary>
/// <param name="rules">The rules.</param>
/// <param name="runId">Names the run.</param>
/// <param name="now">When it began, UTC.</param>
internal sealed class FileJudge(RuleSet rules, Guid runId, DateTime now)
{
    private readonly Dictionary<string, AssetRecord> _made = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The assets that a file becomes, or the one that it cannot become.</summary>
    public IReadOnlyList<JudgedAsset> Judge(FileReading reading)
    {
        var file = reading.Inspected.File;
        if (reading.Content is not { } content)
        {
            return [Refused(reading.Inspected, FileRules.Of(reading.Inspected.RefusalKind).Find(reading.Inspected.Refusal!))];
        }

        if (_made.TryGetValue(file.AssetPath, out var there))
        {
            return [Refused(reading.Inspected, FileRules.AssetPath.Find(
                $"'{file.ShownPath}' would become '{file.AssetPath}', but a {there.Class} of '{Path.GetFileName(there.Source?.Path)}' has this path."))];
        }

        var origin = new FileOrigin { AssetPath = file.AssetPath, SourcePath = file.FullPath, ContentHash = reading.Inspected.ContentHash!, ImportedAt = now };
        IReadOnlyList<AssetRecord> records;
        try
        {
            records = FileRecords.Of(content, origin, null, _made.GetValueOrDefault);
        }
        catch (AssetRecordException e)
        {
            return [Refused(reading.Inspected, FileRules.AssetPath.Find($"'{file.ShownPath}': {e.Message}"))];
        }

        var judged = new JudgedAsset[records.Count];
        for (var i = 0; i < judged.Length; i++)
        {
            // What later files ask of it; its meshes and textures would fill the memory.
            _made[records[i].Path] = records[i] with { Facts = new AssetFacts { Skeleton = records[i].Facts.Skeleton } };
            judged[i] = Asset(reading.Inspected, rules.Judge(records[i], runId, ValidationUseCase.Script), AssetFigures.Of(records[i].Facts), i == 0);
        }

        return judged;
    }

    /// <summary>One finding for several files that would become one asset. They are compared without case, as Unreal and half of all file systems do.</summary>
    /// <param name="files">At least two.</param>
    public JudgedAsset Shared(IReadOnlyList<CollectedFile> files)
    {
        const int Most = 10;
        var names = string.Join(", ", files.Take(Most).Select(f => $"'{f.ShownPath}'"));
        var more = files.Count > Most ? $" and {files.Count - Most} more" : "";
        var message = $"{names}{more} would become one asset, '{files[0].AssetPath}': names are compared without case and ending.";
        return Refused(new InspectedFile { File = files[0] }, FileRules.AssetPath.Find(message) with { Fix = "Rename all but one of them, or put them into different folders." });
    }

    /// <summary>A folder that could not be looked into.</summary>
    public JudgedAsset Closed(ClosedFolder folder) => Refused(
        new InspectedFile { File = new CollectedFile(folder.FullPath, folder.ShownPath, folder.AssetPath) },
        FileRules.Unreadable.Find($"The folder '{folder.ShownPath}' cannot be read: {folder.Reason}"));

    private JudgedAsset Refused(InspectedFile file, Finding finding) => Asset(
        file,
        new Verdict
        {
            RunId = runId,
            AssetPath = file.File.AssetPath,
            AssetClass = file.Class ?? "",
            Outcome = VerdictOutcome.NotValidated,
            Findings = [finding],
            UseCase = ValidationUseCase.Script,
            ValidatedAt = now,
            SourcePath = file.File.FullPath,
            ContentHash = file.ContentHash,
        },
        new AssetFigures(),
        isMain: true);

    private static JudgedAsset Asset(InspectedFile file, Verdict verdict, AssetFigures figures, bool isMain) => new()
    {
        Verdict = verdict,
        FullPath = file.File.FullPath,
        ShownPath = file.File.ShownPath,
        IsMain = isMain,
        Bytes = file.Length,
        Figures = figures,
    };
}
