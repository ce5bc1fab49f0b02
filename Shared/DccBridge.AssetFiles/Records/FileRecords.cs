using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Records;

/// <summary>
/// The assets that a file becomes. The headless editor writes these records and the companion judges them without an editor,
/// so that both say the same of the same file.
/// </summary>
public static class FileRecords
{
    /// <summary>All records that the file makes or changes, the main asset first.</summary>
    /// <param name="content">What the file holds.</param>
    /// <param name="origin">Where it comes from and goes.</param>
    /// <param name="existing">The asset that is updated; null for a new one.</param>
    /// <param name="find">The asset that has a path; null when there is none.</param>
    /// <param name="fromSameFile">Assets that were made of this source file before, wherever they were moved since; null when nobody knows. Read only for files with animations.</param>
    /// <exception cref="AssetRecordException">An asset beside the main one would have a path that is not allowed.</exception>
    public static IReadOnlyList<AssetRecord> Of(AssetFileContent content, FileOrigin origin, AssetRecord? existing, Func<string, AssetRecord?> find, IEnumerable<AssetRecord>? fromSameFile = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(find);
        AssetRecord main = Main(content, origin, existing);
        return content.Class switch
        {
            AssetClasses.StaticMesh => new MeshRecords(find).Of(main, content, existing),
            AssetClasses.SkeletalMesh or AssetClasses.AnimSequence => new SkeletalRecords(find, fromSameFile ?? []).Of(main, content, existing),
            AssetClasses.SoundWave => [SoundRecord.Of(main, existing)],
            _ => [TextureRecord.Of(main, content, existing)],
        };
    }

    private static AssetRecord Main(AssetFileContent content, FileOrigin origin, AssetRecord? existing) => new()
    {
        Path = existing?.Path ?? origin.AssetPath,
        Class = content.Class,
        Revision = (existing?.Revision ?? 0) + 1,
        ImportedAt = origin.ImportedAt,
        Source = new SourceFile
        {
            Path = origin.SourcePath,
            ContentHash = origin.ContentHash,
            Dcc = content.Dcc,
            NodeNames = content.NodeNames,
            MaterialNames = content.MaterialNames,
        },
        Facts = content.Facts,
    };
}
