using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>How a texture is compressed, as Unreal's TextureCompressionSettings names it.</summary>
public enum TextureCompression
{
    /// <summary>Default (BC1/BC3).</summary>
    Default = 0,

    /// <summary>Normal map (BC5).</summary>
    NormalMap = 1,

    /// <summary>Masks, no sRGB.</summary>
    Masks = 2,

    /// <summary>Grayscale.</summary>
    Grayscale = 3,

    /// <summary>User interface, uncompressed.</summary>
    UserInterface = 4,

    /// <summary>High dynamic range: linear, uncompressed 16-bit floating point (RGBA16F), and the compressed and 32-bit kinds of it.</summary>
    Hdr = 5,

    /// <summary>One that has no name here (BC7, alpha, displacement): as it is, no fix changes it.</summary>
    Other = 6,
}

/// <summary>What the file itself says of its colour space.</summary>
public enum ColorSpace
{
    /// <summary>It says nothing.</summary>
    Unspecified = 0,

    /// <summary>sRGB (PNG: sRGB chunk, or an sRGB profile, or gamma 0.45455; JPEG: an sRGB profile, or Exif; TGA: gamma 2.2).</summary>
    Srgb = 1,

    /// <summary>Linear (PNG, TGA: gamma 1.0; EXR: always, unless it names other primaries than those of Rec. 709).</summary>
    Linear = 2,

    /// <summary>Something else, by an embedded profile, another gamma or other primaries.</summary>
    Other = 3,
}

/// <summary>What the pixels of an alpha channel hold.</summary>
public enum AlphaUse
{
    /// <summary>Nobody looked at the pixels, or there is no alpha.</summary>
    Unknown = 0,

    /// <summary>All pixels are opaque: the channel says nothing.</summary>
    Opaque = 1,

    /// <summary>All pixels have the same value, which is not opaque.</summary>
    Constant = 2,

    /// <summary>Opaque and fully transparent pixels, nothing between: a mask.</summary>
    Mask = 3,

    /// <summary>Other values: a gradient, or packed data.</summary>
    Varying = 4,
}

/// <summary>Facts of a texture: those of the file, and import settings, which say so.</summary>
[MessagePackObject]
public sealed partial record TextureFacts
{
    /// <summary>Width in pixels.</summary>
    [Key(0)] public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    [Key(1)] public required int Height { get; init; }

    /// <summary>Colour channels, alpha included: 1 to 4. A palette counts as what it decodes to.</summary>
    [Key(2)] public required int Channels { get; init; }

    /// <summary>Bits per channel: 1, 2, 4, 5, 8, 12, 16 or 32; of channels that differ the most.</summary>
    [Key(3)] public required int BitDepth { get; init; }

    /// <summary>True when an alpha channel or a transparency chunk is present.</summary>
    [Key(4)] public bool HasAlpha { get; init; }

    /// <summary>What the file says of its colour space.</summary>
    [Key(5)] public ColorSpace FileColorSpace { get; init; }

    /// <summary>Import setting: sample as sRGB.</summary>
    [Key(6)] public bool Srgb { get; init; }

    /// <summary>Import setting: compression.</summary>
    [Key(7)] public TextureCompression Compression { get; init; }

    /// <summary>Import setting: texture group ("World", "WorldNormalMap", "UI").</summary>
    [Key(8)] public string LodGroup { get; init; } = "World";

    /// <summary>What the pixels of the alpha channel hold.</summary>
    [Key(9)] public AlphaUse AlphaUse { get; init; }

    /// <summary>True when the channels are floating point (EXR).</summary>
    [Key(10)] public bool IsFloat { get; init; }

    /// <summary>Import setting: longest side in the game, in pixels; 0 is as imported.</summary>
    [Key(11)] public int MaxTextureSize { get; init; }

    /// <summary>Import setting: no mipmaps are made.</summary>
    [Key(12)] public bool NoMipmaps { get; init; }

    /// <summary>Import setting: never streamed.</summary>
    [Key(13)] public bool NeverStream { get; init; }
}
