using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DccBridge.Tray.Icons;

namespace DccBridge.Tray.Windows;

/// <summary>An icon as Windows holds it; destroyed when disposed.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsIcon : IDisposable
{
    private WindowsIcon(nint handle) => Handle = handle;

    /// <summary>The HICON.</summary>
    public nint Handle { get; private set; }

    /// <summary>Makes one out of pixels.</summary>
    /// <exception cref="Win32Exception">Windows could not.</exception>
    public static WindowsIcon From(IconImage image)
    {
        // A negative height: rows from the top.
        var header = new BitmapHeader { Size = (uint)Marshal.SizeOf<BitmapHeader>(), Width = image.Size, Height = -image.Size, Planes = 1, BitCount = 32 };
        nint color = NativeMethods.CreateBitmapWithPixels(0, header, 0, out nint pixels, 0, 0);
        nint mask = 0;
        try
        {
            if (color == 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            Marshal.Copy(image.Bgra(), 0, pixels, image.Pixels.Length * 4);
            mask = NativeMethods.CreateBitmap(image.Size, image.Size, 1, 1, Mask(image));
            nint icon = mask == 0 ? 0 : NativeMethods.CreateIcon(new IconInfo { IsIcon = 1, Mask = mask, Color = color });
            return icon != 0 ? new WindowsIcon(icon) : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
        finally
        {
            NativeMethods.DeleteObject(color);
            NativeMethods.DeleteObject(mask);
        }
    }

    /// <summary>Where nothing is to be drawn, for places that know no opacity: a bit per pixel, rows padded to 16 bits.</summary>
    public static byte[] Mask(IconImage image)
    {
        int stride = (image.Size + 15) / 16 * 2;
        byte[] mask = new byte[stride * image.Size];
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            if (image.Pixels[i] >> 24 < 128)
            {
                mask[(i / image.Size * stride) + (i % image.Size / 8)] |= (byte)(0x80 >> (i % image.Size % 8));
            }
        }

        return mask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Handle != 0)
        {
            NativeMethods.DestroyIcon(Handle);
            Handle = 0;
        }
    }
}
