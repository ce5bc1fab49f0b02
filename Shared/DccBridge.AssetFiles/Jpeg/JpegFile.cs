using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Jpeg;

/// <summary>Reads a JPEG (ITU-T T.81, with JFIF, Exif, Adobe and ICC segments): its markers to the end or to the first scan.</summary>
internal static class JpegFile
{
    // A picture has some dozens, and up to 255 for its profile.
    private const int MaxSegments = 1 << 16;

    /// <summary>Reads the facts of the texture.</summary>
    /// <exception cref="AssetFileException">The file is malformed, above a limit or of a kind that is not supported.</exception>
    public static AssetFileContent Read(ByteSource source, AssetFileRequest request)
    {
        var cursor = new ByteCursor(source, 0, 64 * 1024);
        if (cursor.TakeUInt16BigEndian("the JPEG signature") != 0xFF00 + JpegMarker.StartOfImage)
        {
            throw source.Error(0, "the file does not start with the JPEG signature; it is another kind of file or was damaged on the way, export it again as JPEG");
        }

        var about = new JpegApplicationData();
        JpegFrame? frame = null;
        JpegScans? scans = null;
        for (var count = 1; ; count++)
        {
            var (start, marker) = NextMarker(source, cursor, count);
            if (marker == JpegMarker.EndOfImage)
            {
                scans?.Finish(start);
                return frame is null || scans is null
                    ? throw source.Error(start, "the file ends without an image; export it again")
                    : Content(source, frame, about);
            }

            var length = SegmentLength(source, cursor, start);
            switch (marker)
            {
                case var type when JpegMarker.IsFrame(type) && frame is not null:
                    throw source.Error(start, "there is a second frame; the file was damaged, export it again");
                case var type when JpegMarker.IsFrame(type):
                    frame = JpegFrame.Read(source, start, type, cursor.Take(length, "the frame header"), about.AdobeTransform, request.Limits);
                    break;
                case JpegMarker.StartOfScan when frame is null:
                    throw source.Error(start, "a scan comes before the frame header; the file was damaged, export it again");
                case JpegMarker.StartOfScan when request.Depth == AssetFileDepth.Header:
                    return Content(source, frame, about);
                case JpegMarker.StartOfScan:
                    scans ??= new JpegScans(source, frame);
                    scans.Walk(start, cursor, length);
                    break;
                case var type when JpegApplicationData.Knows(type):
                    about.Read(type, cursor.Take(length, "an application segment"));
                    break;
                case JpegMarker.DefineLines:
                    throw source.Error(start, "the height is said after the first scan, which hardly any program reads; export it again");
                default:
                    cursor.Skip(length, "a segment");
                    break;
            }
        }
    }

    // Any number of FF bytes may stand before a marker.
    private static (long Start, byte Marker) NextMarker(ByteSource source, ByteCursor cursor, int count)
    {
        var start = cursor.Position;
        if (count > MaxSegments)
        {
            throw source.Error(start, $"the file has more than {MaxSegments} segments; export it again with another program");
        }

        if (cursor.Left == 0)
        {
            throw source.Error(start, "the file ends without the end marker; it was cut off, export or copy it again");
        }

        if (cursor.TakeByte("a marker") != 0xFF)
        {
            throw source.Error(start, "a marker must stand here and does not; the file was damaged, export it again");
        }

        byte marker;
        do
        {
            marker = cursor.TakeByte("a marker");
        }
        while (marker == 0xFF);

        return JpegMarker.IsSegment(marker) || marker == JpegMarker.EndOfImage
            ? (start, marker)
            : throw source.Error(start, $"the marker {marker:X2} has no place here; the file was damaged, export it again");
    }

    private static int SegmentLength(ByteSource source, ByteCursor cursor, long start)
    {
        var length = cursor.TakeUInt16BigEndian("the length of a segment") - 2;
        if (length < 0 || length > cursor.Left)
        {
            throw source.Error(start, $"a segment claims {length + 2} bytes and {cursor.Left + 2} are left; the file was cut off or damaged, export or copy it again");
        }

        return length;
    }

    private static AssetFileContent Content(ByteSource source, JpegFrame frame, JpegApplicationData about)
    {
        var facts = new TextureFacts
        {
            Width = frame.Width,
            Height = frame.Height,
            Channels = frame.Components.Count,
            BitDepth = frame.Precision,
            FileColorSpace = about.ColorSpace,
        };
        return new AssetFileContent
        {
            Class = AssetClasses.Texture2D,
            Facts = new AssetFacts { Texture = TextureImportDefaults.For(Path.GetFileNameWithoutExtension(source.File), facts) },
            Dcc = about.Software,
        };
    }
}
