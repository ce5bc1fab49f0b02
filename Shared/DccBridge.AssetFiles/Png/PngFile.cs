using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Png;

/// <summary>Reads a PNG (W3C Portable Network Graphics, third edition) chunk by chunk: all of it, or up to the image data.</summary>
internal static class PngFile
{
    /// <summary>Reads the facts of the texture.</summary>
    /// <exception cref="AssetFileException">The file is malformed or above a limit.</exception>
    public static AssetFileContent Read(ByteSource source, AssetFileRequest request)
    {
        var chunks = new PngChunkReader(source);
        var header = ReadHeader(source, chunks, request.Limits);
        var color = new PngColorStatement(source);
        string? software = null;
        var paletteColors = 0;
        byte[]? transparency = null;
        var alpha = AlphaUse.Unknown;
        var imageData = false;

        chunks.Next();
        while (chunks.Type != "IEND")
        {
            var following = false;
            switch (chunks.Type)
            {
                case "IDAT" when !imageData:
                    if (header.ColorType == PngColorType.Palette && paletteColors == 0)
                    {
                        throw source.Error(chunks.Start, "the image uses a palette and has none before its data; export it again");
                    }

                    PngImageData.CheckSize(source, chunks, header, request.Limits);
                    if (request.Depth == AssetFileDepth.Header)
                    {
                        return Content(source, header, color.Value, transparency is not null, AlphaUse.Unknown, software);
                    }

                    var survey = PngAlpha.For(header, transparency);
                    if (survey is not null || request.Depth == AssetFileDepth.Whole)
                    {
                        alpha = PngImageData.Check(source, chunks, header, survey);
                    }
                    else
                    {
                        PngImageData.Pass(source, chunks);
                    }

                    imageData = true;
                    following = true;
                    break;
                case "IDAT":
                    throw source.Error(chunks.Start, "the chunks of image data do not follow each other; export it again");
                case "IHDR":
                    throw source.Error(chunks.Start, "there is a second header; export it again");
                case "PLTE" when imageData || paletteColors > 0:
                    throw source.Error(chunks.Start, "the palette must come once and before the image data; export it again");
                case "PLTE":
                    paletteColors = ReadPalette(source, chunks, header);
                    break;
                case "tRNS" when !imageData:
                    transparency = ReadTransparency(source, chunks, header, paletteColors);
                    break;
                case var type when PngColorStatement.Knows(type) && !imageData:
                    color.Read(chunks);
                    break;
                case var type when PngSoftware.Knows(type):
                    software = PngSoftware.Read(chunks) ?? software;
                    break;
                case var type when char.IsAsciiLetterUpper(type[0]):
                    throw source.Error(chunks.Start + 4, $"chunk {type} is marked as needed for the picture and is not part of PNG; export it with another program");
                default:
                    chunks.Skip();
                    break;
            }

            if (!following)
            {
                chunks.Next();
            }
        }

        if (!imageData)
        {
            throw source.Error(chunks.Start, "the file ends without image data; export it again");
        }

        chunks.Skip();
        return Content(source, header, color.Value, transparency is not null, alpha, software);
    }

    private static PngHeader ReadHeader(ByteSource source, PngChunkReader chunks, AssetFileLimits limits)
    {
        chunks.Next();
        if (chunks.Type != "IHDR" || chunks.DataLength != PngHeader.Size)
        {
            throw source.Error(chunks.Start, $"the first chunk must be IHDR with {PngHeader.Size} bytes and is {chunks.Type} with {chunks.DataLength}; export it again");
        }

        return PngHeader.Parse(source, chunks.DataStart, chunks.ReadAll(), limits);
    }

    private static int ReadPalette(ByteSource source, PngChunkReader chunks, PngHeader header)
    {
        if (header.ColorType is PngColorType.Gray or PngColorType.GrayAlpha)
        {
            throw source.Error(chunks.Start, "a gray image must not have a palette; export it again");
        }

        var colors = chunks.DataLength / 3;
        var most = header.ColorType == PngColorType.Palette ? 1 << header.BitDepth : 256;
        if (chunks.DataLength % 3 != 0 || colors < 1 || colors > most)
        {
            throw source.Error(chunks.Start, $"the palette has {chunks.DataLength} bytes; 3 for each of 1 to {most} colours are allowed, export it again");
        }

        chunks.Skip();
        return (int)colors;
    }

    private static byte[] ReadTransparency(ByteSource source, PngChunkReader chunks, PngHeader header, int paletteColors)
    {
        var fits = header.ColorType switch
        {
            PngColorType.Gray => chunks.DataLength == 2,
            PngColorType.Rgb => chunks.DataLength == 6,
            PngColorType.Palette => chunks.DataLength >= 1 && chunks.DataLength <= paletteColors,
            _ => false,
        };
        if (!fits)
        {
            throw source.Error(chunks.Start, $"a transparency chunk of {chunks.DataLength} bytes does not fit an image of colour type {(int)header.ColorType}; export it again");
        }

        return chunks.ReadAll();
    }

    private static AssetFileContent Content(ByteSource source, PngHeader header, ColorSpace color, bool transparency, AlphaUse alphaUse, string? software)
    {
        var colors = header.ColorType is PngColorType.Gray or PngColorType.GrayAlpha ? 1 : 3;
        var alpha = transparency || header.ColorType is PngColorType.GrayAlpha or PngColorType.Rgba;
        var facts = new TextureFacts
        {
            Width = header.Width,
            Height = header.Height,
            Channels = colors + (alpha ? 1 : 0),
            BitDepth = header.ColorType == PngColorType.Palette ? 8 : header.BitDepth,
            HasAlpha = alpha,
            FileColorSpace = color,
            AlphaUse = alphaUse,
        };
        return new AssetFileContent
        {
            Class = AssetClasses.Texture2D,
            Facts = new AssetFacts { Texture = TextureImportDefaults.For(Path.GetFileNameWithoutExtension(source.File), facts) },
            Dcc = software,
        };
    }
}
