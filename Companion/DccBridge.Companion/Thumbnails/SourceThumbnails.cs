using DccBridge.AssetFiles;

namespace DccBridge.Companion.Thumbnails;

/// <summary>
/// Small pictures of source files, made when they are asked for: PNGs shrunk, JPEGs as they are, meshes drawn. One at a time, because each takes a processor for a moment; the last
/// ones are kept for as long as their files stay as they are.
/// </summary>
internal sealed class SourceThumbnails
{
    private const int Kept = 32;

    /// <summary>Larger ones, JPEGs as they are, are read again: all that are kept together take little of what a waiting companion may.</summary>
    private const int MaxKeptBytes = 128 << 10;

    private const long MaxPngPixels = 64 << 20;
    private const long MaxJpegBytes = 2 << 20;

    /// <summary>What a browser unpacks for a picture of 96 pixels.</summary>
    private const long MaxJpegPixels = 32 << 20;

    /// <summary>Longest wait for the turn and for the picture. A file on a drive that does not answer keeps the turn, and nobody waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TimeSpan _limit;
    private readonly LinkedList<(string Path, long Length, DateTime Written, Thumbnail? Picture)> _latest = [];

    /// <param name="limit">Longest wait for the turn and for the picture, each; null is ten seconds.</param>
    public SourceThumbnails(TimeSpan? limit = null) => _limit = limit ?? Patience;

    /// <summary>A picture can be tried of files with this ending.</summary>
    /// <param name="path">The file; null is none.</param>
    public static bool MayHave(string? path) => path is not null && Maker(path) is not null;

    /// <summary>The picture; null when there is none of this file, or not in time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends when nobody wants it any more.</param>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public async Task<Thumbnail?> OfAsync(string path, CancellationToken cancellation)
    {
        if (Maker(path) is not { } make)
        {
            return null;
        }

        if (!await _turn.WaitAsync(_limit, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        // It gives the turn back itself, and begins in any case: whoever does not wait any more must not leave two at work.
        var making = Task.Run(
            () =>
            {
                try
                {
                    return Of(path, make, cancellation);
                }
                finally
                {
                    _turn.Release();
                }
            },
            CancellationToken.None);
        try
        {
            return await making.WaitAsync(_limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private Thumbnail? Of(string path, Func<string, CancellationToken, Thumbnail?> make, CancellationToken cancellation)
    {
        try
        {
            var file = new FileInfo(path);
            var (length, written) = (file.Length, file.LastWriteTimeUtc);
            for (var known = _latest.First; known is not null; known = known.Next)
            {
                if (known.Value.Path == path)
                {
                    _latest.Remove(known);
                    if (known.Value.Length == length && known.Value.Written == written)
                    {
                        _latest.AddFirst(known);
                        return known.Value.Picture;
                    }

                    break;
                }
            }

            var made = make(path, cancellation);
            if (made is null || made.Bytes.Length <= MaxKeptBytes)
            {
                _latest.AddFirst((path, length, written, made));
            }

            if (_latest.Count > Kept)
            {
                _latest.RemoveLast();
            }

            return made;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone since, or is being written: there is no picture of it now.
            return null;
        }
    }

    private static Func<string, CancellationToken, Thumbnail?>? Maker(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => Png,
        ".jpg" or ".jpeg" => Jpeg,
        ".glb" or ".gltf" or ".fbx" or ".obj" => Mesh,
        _ => null,
    };

    private static Thumbnail? Png(string path, CancellationToken cancellation)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);
        return PngThumbnail.Make(stream, MaxPngPixels) is { } bytes ? new Thumbnail(bytes, Thumbnail.Png) : null;
    }

    private static Thumbnail? Jpeg(string path, CancellationToken cancellation)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        if (stream.Length > MaxJpegBytes)
        {
            return null;
        }

        try
        {
            // That it is a JPEG, and how large it is unpacked: the browser must not have to find out.
            if (AssetFile.Read(stream, Path.GetFileName(path), depth: AssetFileDepth.Header).Facts.Texture is not { } texture || (long)texture.Width * texture.Height > MaxJpegPixels)
            {
                return null;
            }
        }
        catch (AssetFileException)
        {
            // What is wrong with it is told by its findings.
            return null;
        }

        stream.Position = 0;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new Thumbnail(bytes, Thumbnail.Jpeg);
    }

    private static Thumbnail? Mesh(string path, CancellationToken cancellation) =>
        MeshThumbnail.Make(path, cancellation) is { } bytes ? new Thumbnail(bytes, Thumbnail.Png) : null;
}
