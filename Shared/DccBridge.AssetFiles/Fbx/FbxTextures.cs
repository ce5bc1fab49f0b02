using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>The images of the file: objects "Texture", which materials use, and "Video", which hold the pixels or name a file.</summary>
internal static class FbxTextures
{
    private const int MaxPathBytes = 32 * 1024;

    /// <summary>Reads them, each path once. Of the two paths that FBX writes the relative one is taken, if there is one.</summary>
    public static IReadOnlyList<TextureReference> Read(FbxDocument document)
    {
        var found = new List<(string Path, bool Embedded, SortedSet<string> Materials)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var videosInUse = new HashSet<FbxObject>();
        foreach (var texture in document.Objects.Where(thing => thing.Is("Texture")))
        {
            var videos = document.Connections.Below(texture).Where(link => link.Object.Is("Video")).Select(link => link.Object).ToArray();
            videosInUse.UnionWith(videos);
            Add(PathOf(document, texture) ?? videos.Select(video => PathOf(document, video)).FirstOrDefault(path => path is not null), videos, Materials(document, texture));
        }

        foreach (var video in document.Objects.Where(thing => thing.Is("Video") && !videosInUse.Contains(thing)))
        {
            Add(PathOf(document, video), [video], []);
        }

        return [.. found.Select(entry => new TextureReference
        {
            Path = entry.Path,
            IsEmbedded = entry.Embedded,
            IsAbsolute = IsAbsolute(entry.Path),
            Materials = [.. entry.Materials],
        })];

        void Add(string? path, FbxObject[] videos, IEnumerable<string> materials)
        {
            var embedded = videos.Any(video => IsEmbedded(document, video));
            path ??= "";
            if (path.Length > 0 && places.TryGetValue(path, out var place))
            {
                found[place].Materials.UnionWith(materials);
                found[place] = found[place] with { Embedded = found[place].Embedded || embedded };
                return;
            }

            places.TryAdd(path, found.Count);
            found.Add((path, embedded, new SortedSet<string>(materials, StringComparer.Ordinal)));
        }
    }

    /// <summary>The images that lie as files in the folder of the FBX or below it, with forward slashes.</summary>
    public static IReadOnlyList<string> ExternalFiles(IEnumerable<TextureReference> textures) =>
    [
        .. textures.Where(texture => !texture.IsEmbedded && !texture.IsAbsolute && texture.Path.Length > 0)
            .Select(texture => texture.Path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToArray())
            .Where(segments => segments.Length > 0 && segments.All(segment => segment.TrimEnd('.', ' ').Length > 0 && !segment.Contains(':') && !segment.Any(char.IsControl)))
            .Select(segments => string.Join('/', segments)).Distinct(StringComparer.Ordinal),
    ];

    private static string? PathOf(FbxDocument document, FbxObject thing)
    {
        string? relative = null, plain = null;
        foreach (var child in document.Reader.Children(thing.Record))
        {
            if (child.Name == "RelativeFilename")
            {
                relative = document.Reader.Properties(child).Text(MaxPathBytes);
            }
            else if (child.Name is "FileName" or "Filename")
            {
                plain = document.Reader.Properties(child).Text(MaxPathBytes);
            }
        }

        return relative is { Length: > 0 } ? relative : plain is { Length: > 0 } ? plain : null;
    }

    private static bool IsEmbedded(FbxDocument document, FbxObject video) =>
        document.Reader.Child(video.Record, "Content") is { } content && document.Reader.Properties(content).BlobLength() > 0;

    // A texture hangs on a material, or on a layered texture that does.
    private static IEnumerable<string> Materials(FbxDocument document, FbxObject texture) =>
        document.Connections.Above(texture)
            .SelectMany(link => link.Object.Is("LayeredTexture") ? document.Connections.Above(link.Object) : [link])
            .Where(link => link.Object.Is("Material")).Select(link => link.Object).Distinct().Select(document.NameOf);

    private static bool IsAbsolute(string path) =>
        path.StartsWith('/') || path.StartsWith('\\') || (path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':');
}
