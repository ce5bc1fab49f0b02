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
internal sealed class FileJudge(RuleSet rules, Guid runId, DateTime now) : IOtherAssets
{
    private readonly Dictionary<string, AssetRecord> _made = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, JudgedAsset> _judged = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<JudgedAsset> _refused = [];

    /// <summary>The assets so far, in the order of their paths.</summary>
    public IReadOnlyList<JudgedAsset> Assets =>
        [.. _judged.Values.Concat(_refused).OrderBy(a => a.Verdict.AssetPath, StringComparer.OrdinalIgnoreCase).ThenByDescending(a => a.IsMain)];

    /// <summary>Judges the assets that a file becomes. One that an earlier file made beside its own (a skeleton) may change with it, and is judged anew.</summary>
    public void Judge(FileReading reading)
    {
        var file = reading.Inspected.File;
        if (reading.Content is not { } content)
        {
            Refuse(reading.Inspected, FileRules.Of(reading.Inspected.RefusalKind).Find(reading.Inspected.Refusal!));
            return;
        }

        if (_made.TryGetValue(file.AssetPath, out var there) && there.Class != content.Class)
        {
            Refuse(reading.Inspected, FileRules.AssetPath.Find(
                $"'{file.ShownPath}' would become '{file.AssetPath}', but a {there.Class} of '{Path.GetFileName(there.Source?.Path)}' has this path."));
            return;
        }

        var origin = new FileOrigin { AssetPath = file.AssetPath, SourcePath = file.FullPath, ContentHash = reading.Inspected.ContentHash!, ImportedAt = now };
        IReadOnlyList<AssetRecord> records;
        try
        {
            records = FileRecords.Of(content, origin, there, _made.GetValueOrDefault);
        }
        catch (AssetRecordException e)
        {
            Refuse(reading.Inspected, FileRules.AssetPath.Find($"'{file.ShownPath}': {e.Message}"));
            return;
        }

        foreach (var record in records)
        {
            // What other files and rules ask of it; its meshes and textures would fill the memory.
            _made[record.Path] = record with { Facts = new AssetFacts { Skeleton = record.Facts.Skeleton, Material = record.Facts.Material } };
        }

        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            _judged[record.Path] = Asset(reading.Inspected, rules.Judge(rules.AsNamed(record), runId, ValidationUseCase.Script, this), AssetFigures.Of(record.Facts), i == 0);
        }
    }

    /// <summary>An asset of this file or of one before it: what a file refers to comes before it, or with it.</summary>
    AssetRecord? IOtherAssets.Find(string path) => _made.GetValueOrDefault(path);

    /// <summary>None: files that claim one path are a finding of their own, and none of them is judged.</summary>
    AssetRecord? IOtherAssets.FindNamesake(AssetRecord asset) => null;

    /// <summary>One finding for several files that would become one asset. They are compared without case, as Unreal and half of all file systems do.</summary>
    /// <param name="files">At least two.</param>
    public void Shared(IReadOnlyList<CollectedFile> files)
    {
        const int Most = 10;
        var names = string.Join(", ", files.Take(Most).Select(f => $"'{f.ShownPath}'"));
        var more = files.Count > Most ? $" and {files.Count - Most} more" : "";
        var message = $"{names}{more} would become one asset, '{files[0].AssetPath}': names are compared without case and ending.";
        Refuse(new InspectedFile { File = files[0] }, FileRules.AssetPath.Find(message) with { Fix = "Rename all but one of them, or put them into different folders." });
    }

    /// <summary>A folder that could not be looked into.</summary>
    public void Closed(ClosedFolder folder) => Refuse(
        new InspectedFile { File = new CollectedFile(folder.FullPath, folder.ShownPath, folder.AssetPath) },
        FileRules.Unreadable.Find($"The folder '{folder.ShownPath}' cannot be read: {folder.Reason}"));

    private void Refuse(InspectedFile file, Finding finding) => _refused.Add(Asset(
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
        isMain: true));

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
