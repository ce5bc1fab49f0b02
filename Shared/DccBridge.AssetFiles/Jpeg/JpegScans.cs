using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Jpeg;

/// <summary>
/// Walks the scans of a frame without decoding them. It finds a file that was cut off, one that lacks a component, and one whose data
/// could not hold an image of the size at one bit for each block.
/// </summary>
internal sealed class JpegScans(ByteSource source, JpegFrame frame)
{
    private readonly HashSet<byte> _begun = [];
    private long _bytes;

    /// <summary>Reads the scan's header and passes over its data; afterwards the cursor stands on the next marker.</summary>
    /// <param name="start">Offset of the scan's marker.</param>
    /// <param name="cursor">Stands after the length of the segment.</param>
    /// <param name="length">Bytes of the header.</param>
    public void Walk(long start, ByteCursor cursor, int length)
    {
        var header = cursor.Take(length, "a scan header");
        if (length < 6 || header[0] is < 1 or > 4 || length != 4 + (2 * header[0]))
        {
            throw source.Error(start, $"the scan header has {length} bytes, which does not fit its number of components; the file was damaged, export it again");
        }

        // A progressive image begins each component with a scan of its first coefficient.
        var begins = header[^3] == 0 && header[^1] >> 4 == 0;
        for (var i = 0; i < header[0]; i++)
        {
            var id = header[1 + (2 * i)];
            if (!frame.Components.Any(component => component.Id == id))
            {
                throw source.Error(start + 5 + (2 * i), $"the scan has component {id}, which the frame does not have; the file was damaged, export it again");
            }

            if (begins || !frame.IsProgressive)
            {
                _begun.Add(id);
            }
        }

        WalkData(cursor);
    }

    /// <summary>Checks that nothing is missing, at the end marker.</summary>
    public void Finish(long end)
    {
        if (_begun.Count < frame.Components.Count)
        {
            throw source.Error(end, $"the image data has {_begun.Count} of {frame.Components.Count} components; the file was cut off, export it again");
        }

        if (_bytes < frame.Blocks / 8)
        {
            throw source.Error(end, $"{_bytes} bytes of image data cannot hold {frame.Width} x {frame.Height} px; the size is wrong or the file was cut off, export it again");
        }
    }

    // In the data FF stands before a zero, a restart marker, or the marker that ends it.
    private void WalkData(ByteCursor cursor)
    {
        const string What = "the image data";
        while (true)
        {
            var ahead = cursor.Ahead(What);
            if (ahead.IsEmpty)
            {
                throw source.Error(source.Length, "the file ends in the middle of the image data; it was cut off, export or copy it again");
            }

            var plain = ahead.IndexOf((byte)0xFF);
            if (plain != 0)
            {
                var passed = plain < 0 ? ahead.Length : plain;
                _bytes += passed;
                cursor.Skip(passed, What);
                continue;
            }

            if (ahead.Length < 2)
            {
                // The window ends between the two bytes, or the file does.
                ahead = cursor.Take(2, What);
                cursor.StepBack(2);
            }

            switch (ahead[1])
            {
                case 0:
                    _bytes++;
                    cursor.Skip(2, What);
                    break;
                case 0xFF:
                    cursor.Skip(1, What);
                    break;
                case var marker when JpegMarker.IsRestart(marker):
                    cursor.Skip(2, What);
                    break;
                default:
                    return;
            }
        }
    }
}
