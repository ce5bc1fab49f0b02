using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Pixels;

/// <summary>The checks that every picture's size must pass before anything is done with it.</summary>
internal static class ImageSize
{
    /// <summary>Checks the size against the limits.</summary>
    /// <param name="source">The file.</param>
    /// <param name="offset">Where the file says the size.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="bytesPerPixel">Bytes of a pixel as it is decoded.</param>
    /// <param name="limits">What is accepted.</param>
    /// <exception cref="AssetFileException">A side is 0, or something is above a limit.</exception>
    public static void Check(ByteSource source, long offset, long width, long height, long bytesPerPixel, AssetFileLimits limits)
    {
        if (width < 1 || height < 1)
        {
            throw source.Error(offset, $"the image claims to be {width} x {height} px, which is no picture; export it again");
        }

        if (width > limits.MaxImageSide || height > limits.MaxImageSide)
        {
            throw source.Error(offset, $"the image claims to be {width} x {height} px and the limit is {limits.MaxImageSide} px per side; scale it down and export it again");
        }

        // The sides are ints by now, so the first product fits; the second is compared by dividing.
        if (width * height > limits.MaxPixelBytes / bytesPerPixel)
        {
            throw source.Error(offset, $"the image has {width} x {height} pixels of {bytesPerPixel} bytes and the limit is {limits.MaxPixelBytes} bytes; scale it down and export it again");
        }
    }
}
