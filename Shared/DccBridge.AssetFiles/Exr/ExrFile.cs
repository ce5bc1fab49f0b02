using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Exr;

/// <summary>
/// Reads an OpenEXR image ("OpenEXR File Layout" of the Academy Software Foundation): the headers of all parts, and that their
/// chunks lie in the file. The facts are those of the first part, which is the one that Unreal imports; its size is the data window's.
/// </summary>
internal static class ExrFile
{
    private const int MaxParts = 1024;

    /// <summary>Reads the facts of the texture.</summary>
    /// <exception cref="AssetFileException">The file is malformed, above a limit or of a kind that is not supported.</exception>
    public static AssetFileContent Read(ByteSource source, AssetFileRequest request)
    {
        var cursor = new ByteCursor(source);
        if (cursor.TakeUInt32LittleEndian("the EXR signature") != 0x01312F76)
        {
            throw source.Error(0, "the file does not start with the EXR signature; it is another kind of file or was damaged on the way, export it again as EXR");
        }

        var version = ExrVersion.Read(source, cursor);
        var parts = new List<ExrPart>();
        do
        {
            if (parts.Count == MaxParts)
            {
                throw source.Error(cursor.Position, $"the file has more than {MaxParts} parts; export only the one that the texture needs");
            }

            parts.Add(ExrHeader.Read(source, cursor, version, request.Limits));
        }
        while (version.IsMultiPart && cursor.Ahead("the header of a part") is not [0, ..]);

        if (version.IsMultiPart)
        {
            cursor.Skip(1, "the end of the headers");
        }

        new ExrChunks(source, version, parts).Check(cursor.Position, request.Depth);
        return Content(source, parts[0]);
    }

    private static AssetFileContent Content(ByteSource source, ExrPart part)
    {
        var picture = ExrPicture.Of(part.Channels);
        var facts = new TextureFacts
        {
            Width = (int)part.DataWindow.Width,
            Height = (int)part.DataWindow.Height,
            Channels = picture.Channels,
            BitDepth = picture.BitDepth,
            HasAlpha = picture.HasAlpha,
            IsFloat = picture.IsFloat,

            // Values are proportional to light by definition; the primaries are those of Rec. 709 unless the file names others.
            FileColorSpace = part.HasOtherPrimaries ? ColorSpace.Other : ColorSpace.Linear,
        };
        return new AssetFileContent
        {
            Class = AssetClasses.Texture2D,
            Facts = new AssetFacts { Texture = TextureImportDefaults.For(Path.GetFileNameWithoutExtension(source.File), facts) },
            Dcc = part.Software,
        };
    }
}
