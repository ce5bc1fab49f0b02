using System.Numerics;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Textures;

/// <summary>tex.pow2: only sides that are powers of two get mip levels and can be streamed. They need not be equal.</summary>
internal sealed class TexturePowerOfTwoRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new TexturePowerOfTwoRule())
    {
        Id = "tex.pow2",
        Description = "Both sides of a texture are powers of two, not necessarily the same; textures of the group UI are exempt, and those without mip levels that are never streamed.",
        Reason = "Only sides that are powers of two get mip levels: without them a texture cannot be streamed and flickers in the distance.",
        Remedy = "Resize the texture in the source to the suggested size, or put it into the texture group UI if it is for the user interface.",
        Severity = Severity.Error,
        Needs = FactKinds.Texture,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Texture is not { } texture || TextureGroups.IsUserInterface(texture) || (texture.NoMipmaps && texture.NeverStream))
        {
            return;
        }

        var (width, height) = (texture.Width, texture.Height);
        if (width <= 0 || height <= 0)
        {
            judgement.Report(Invariant($"{width} x {height} px: the texture has no pixels."), "Export the image again and send it; the file seems to be damaged.");
            return;
        }

        var widthIsGood = BitOperations.IsPow2(width);
        var heightIsGood = BitOperations.IsPow2(height);
        if (widthIsGood && heightIsGood)
        {
            return;
        }

        var wrong = widthIsGood ? "the height is not a power of two" : heightIsGood ? "the width is not a power of two" : "neither side is a power of two";
        judgement.Report(
            Invariant($"{width} x {height} px: {wrong}."),
            Invariant($"Resize the texture in the source to {NearestPowerOfTwo(width)} x {NearestPowerOfTwo(height)} px and send it again; if it is for the user interface, put it into the texture group UI."));
    }

    private static long NearestPowerOfTwo(int value)
    {
        var above = (long)BitOperations.RoundUpToPowerOf2((ulong)value);
        var below = above / 2;
        return value - below < above - value ? below : above;
    }
}
