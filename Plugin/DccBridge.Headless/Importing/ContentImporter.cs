using DccBridge.AssetFiles;
using DccBridge.AssetFiles.Records;
using DccBridge.Headless.Content;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Importing;

/// <summary>
/// Imports the files that DccBridge.AssetFiles reads into a content folder. All records of an item are written in one change, so an item is there whole
/// or not at all, whatever kills the editor; sending it again completes or repeats it without duplicates.
/// </summary>
/// <param name="store">Where the records go.</param>
/// <param name="engine">Every import runs on its thread.</param>
/// <param name="time">Dates the records.</param>
/// <param name="beforeWrite">Runs between reading the file and writing the records; what it throws stops the import with nothing written.</param>
internal sealed class ContentImporter(ContentStore store, IEngineThread engine, TimeProvider time, Action<ImportItem>? beforeWrite = null) : IAssetImporter
{
    /// <inheritdoc/>
    public IReadOnlyList<ImportedAsset> Import(ImportItem item, string contentFile)
    {
        if (!engine.IsCurrent)
        {
            throw new InvalidOperationException("Imports run on the engine thread only.");
        }

        if (!AssetFile.IsSupported(item.FileName))
        {
            throw new EditorException(ErrorCode.UnsupportedFile, $"'{item.FileName}' cannot be imported: the headless editor takes {string.Join(", ", AssetFile.SupportedEndings)}. Export it as one of these.");
        }

        if (!AssetPath.TryParse(item.DestinationPath, out AssetPath destination, out string? problem))
        {
            throw new EditorException(ErrorCode.InvalidAssetPath, problem);
        }

        AssetRecord? existing = store.Get(destination.Value);
        if (existing is not null && IsUnchanged(existing, item))
        {
            return [new ImportedAsset { Path = existing.Path, Class = existing.Class, Action = ImportAction.Unchanged }];
        }

        if (existing is not null && item.OnConflict != ImportConflict.Update)
        {
            throw new EditorException(ErrorCode.AssetExists, $"'{existing.Path}' exists. Ask for an update to overwrite it, or send '{item.FileName}' to another path.");
        }

        AssetFileContent content = Read(item, contentFile);
        if (existing is not null && existing.Class != content.Class)
        {
            throw new EditorException(ErrorCode.AssetExists, $"'{existing.Path}' is a {existing.Class} and '{item.FileName}' would make it a {content.Class}. Delete that asset first, or send the file to another path.");
        }

        IReadOnlyList<AssetRecord> records = Records(item, destination, content, existing);
        ImportAction[] actions = [.. records.Select(record => store.Get(record.Path) is null ? ImportAction.Created : ImportAction.Updated)];
        beforeWrite?.Invoke(item);
        store.Commit([.. records.Select(static record => new AssetChange(record.Path, record))], records[0].Path);
        return [.. records.Select((record, i) => new ImportedAsset
        {
            Path = record.Path,
            Class = record.Class,
            Action = actions[i],
        })];
    }

    // The source path counts too: a file that moved on the artist's machine must be found there by the next finding.
    private bool IsUnchanged(AssetRecord existing, ImportItem item) =>
        existing.Source is { } source
        && source.ContentHash == item.ContentHash
        && source.Path == item.SourcePath
        && AssetReferences.Of(existing).All(path => store.Get(path) is not null);

    private static AssetFileContent Read(ImportItem item, string contentFile)
    {
        try
        {
            using var stream = new FileStream(contentFile, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
            return AssetFile.Read(stream, item.FileName);
        }
        catch (AssetFileException exception)
        {
            throw new EditorException(ErrorCode.MalformedFile, exception.Message, exception);
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            throw new EditorException(ErrorCode.ContentMissing, $"The uploaded content of '{item.FileName}' cannot be read in the editor. Upload it again.", exception);
        }
    }

    private IReadOnlyList<AssetRecord> Records(ImportItem item, AssetPath destination, AssetFileContent content, AssetRecord? existing)
    {
        var origin = new FileOrigin
        {
            AssetPath = destination.Value,
            SourcePath = item.SourcePath,
            ContentHash = item.ContentHash,
            ImportedAt = time.GetUtcNow().UtcDateTime,
        };
        try
        {
            string? source = existing?.Source?.Path;
            return FileRecords.Of(content, origin, existing, store.Get, source is null ? null : store.List().Where(record => record.Source?.Path == source));
        }
        catch (AssetRecordException exception)
        {
            throw new EditorException(ErrorCode.InvalidAssetPath, exception.Message, exception);
        }
    }
}
