using System.Text.Json;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Headless.Content;

/// <summary>A record file cannot be read; the message names the line and what is wrong with it.</summary>
internal sealed class RecordJsonException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Writes and reads the record of an asset as JSON.</summary>
internal static class RecordJson
{
    /// <summary>Longest record file that is read, in bytes.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <summary>The bytes of the record's file.</summary>
    public static byte[] Write(AssetRecord record)
    {
        var document = new RecordDocument { Format = RecordDocument.CurrentFormat, Asset = record };
        return [.. JsonSerializer.SerializeToUtf8Bytes(document, ContentJson.Default.RecordDocument), (byte)'\n'];
    }

    /// <summary>The record in a file's bytes.</summary>
    /// <exception cref="RecordJsonException">The bytes are no record that this version knows.</exception>
    public static AssetRecord Read(ReadOnlySpan<byte> content)
    {
        RecordDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(content, ContentJson.Default.RecordDocument);
        }
        catch (JsonException exception)
        {
            throw new RecordJsonException(exception.LineNumber is { } line ? $"line {line + 1}: {exception.Message}" : exception.Message, exception);
        }

        if (document is null)
        {
            throw new RecordJsonException("line 1: the file says null where a record is expected.");
        }

        if (document.Format != RecordDocument.CurrentFormat)
        {
            throw new RecordJsonException($"its format is {document.Format}; this version reads {RecordDocument.CurrentFormat}. A newer DccBridge wrote it: update this one.");
        }

        return Complete(document.Asset);
    }

    // System.Text.Json gives null for a member that the file leaves out, whatever default the record declares.
    private static AssetRecord Complete(AssetRecord asset)
    {
        AssetFacts facts = asset.Facts ?? new AssetFacts();
        return asset with
        {
            Revision = Math.Max(1, asset.Revision),
            ImportedAt = asset.ImportedAt.Kind == DateTimeKind.Local ? asset.ImportedAt.ToUniversalTime() : DateTime.SpecifyKind(asset.ImportedAt, DateTimeKind.Utc),
            References = Items(asset.References, "references"),
            Source = asset.Source is null ? null : asset.Source with
            {
                NodeNames = Items(asset.Source.NodeNames, "source.nodeNames"),
                MaterialNames = Items(asset.Source.MaterialNames, "source.materialNames"),
            },
            Facts = facts with
            {
                Animations = Items(facts.Animations, "facts.animations"),
                Texture = facts.Texture is null ? null : facts.Texture with { LodGroup = facts.Texture.LodGroup ?? "World" },
                Skeleton = facts.Skeleton is null ? null : facts.Skeleton with { Bones = Items(facts.Skeleton.Bones, "facts.skeleton.bones") },
                Mesh = facts.Mesh is null ? null : facts.Mesh with
                {
                    Slots = Items(facts.Mesh.Slots, "facts.mesh.slots"),
                    Nodes = Items(facts.Mesh.Nodes, "facts.mesh.nodes"),
                    Uvs = Items(facts.Mesh.Uvs, "facts.mesh.uvs"),
                    Lods = Items(facts.Mesh.Lods, "facts.mesh.lods"),
                    Collisions = Items(facts.Mesh.Collisions, "facts.mesh.collisions"),
                    Morphs = Items(facts.Mesh.Morphs, "facts.mesh.morphs"),
                    Textures = [.. Items(facts.Mesh.Textures, "facts.mesh.textures").Select(static texture => texture with { Materials = Items(texture.Materials, "facts.mesh.textures.materials") })],
                },
            },
        };
    }

    private static IReadOnlyList<T> Items<T>(IReadOnlyList<T>? items, string member)
        where T : class
    {
        if (items is not null && items.Any(static item => item is null))
        {
            throw new RecordJsonException($"the list '{member}' holds null.");
        }

        return items ?? [];
    }
}
