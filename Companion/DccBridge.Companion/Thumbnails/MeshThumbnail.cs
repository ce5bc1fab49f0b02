using DccBridge.AssetFiles;

namespace DccBridge.Companion.Thumbnails;

/// <summary>Makes a small picture of a mesh file: see <see cref="MeshView"/>.</summary>
internal static class MeshThumbnail
{
    /// <summary>Longest file, in bytes.</summary>
    private const long MaxFileBytes = 256L << 20;

    private const int CancellationInterval = 1 << 12;

    // Overlaps of UVs are of no use here.
    private static readonly AssetFileLimits Limits = new() { MaxFileBytes = MaxFileBytes, MaxUvGridSteps = 0 };

    /// <summary>The picture as a PNG; null for files that are no good mesh, or take too long to draw.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends when nobody wants it any more.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public static byte[]? Make(string path, CancellationToken cancellation)
    {
        var view = new MeshView();
        var given = 0;
        try
        {
            AssetFile.ReadTriangles(
                path,
                (a, b, c) =>
                {
                    if (given++ % CancellationInterval == 0)
                    {
                        cancellation.ThrowIfCancellationRequested();
                    }

                    view.Add(a, b, c);
                },
                Limits);
        }
        catch (AssetFileException)
        {
            // What is wrong with the file is told by its findings.
            return null;
        }

        return view.Draw(PngThumbnail.Side, cancellation);
    }
}
