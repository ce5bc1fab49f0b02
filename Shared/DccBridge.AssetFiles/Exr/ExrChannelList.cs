using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Exr;

/// <summary>The attribute "channels": name, pixel type, a flag, three reserved bytes and the sampling of each, up to an empty name.</summary>
internal static class ExrChannelList
{
    // A render with all its passes has some hundreds.
    private const int MaxChannels = 4096;
    private const int MaxNameBytes = 255;
    private const string What = "the list of channels";

    /// <summary>Reads the list.</summary>
    /// <param name="source">The file.</param>
    /// <param name="cursor">Stands on the list's first byte.</param>
    /// <param name="end">Offset behind the list, as the attribute claims.</param>
    public static IReadOnlyList<ExrChannel> Read(ByteSource source, ByteCursor cursor, long end)
    {
        var channels = new List<ExrChannel>();
        var start = cursor.Position;
        while (cursor.Position < end)
        {
            var at = cursor.Position;
            var name = cursor.TakeText(MaxNameBytes, What);
            if (name.Length == 0)
            {
                break;
            }

            var type = cursor.TakeInt32LittleEndian(What);
            cursor.Skip(4, What);
            var samplingX = cursor.TakeInt32LittleEndian(What);
            var samplingY = cursor.TakeInt32LittleEndian(What);
            if (type is < 0 or > (int)ExrPixelType.Float || samplingX < 1 || samplingY < 1)
            {
                throw source.Error(at, $"a channel has the pixel type {type} and the sampling {samplingX} x {samplingY}, which cannot be; the file was damaged, export it again");
            }

            if (channels.Count == MaxChannels)
            {
                throw source.Error(at, $"the image has more than {MaxChannels} channels; export only those that the texture needs");
            }

            channels.Add(new ExrChannel(name, (ExrPixelType)type));
        }

        return channels.Count > 0 ? channels : throw source.Error(start, "the image has no channels; export it again");
    }
}
