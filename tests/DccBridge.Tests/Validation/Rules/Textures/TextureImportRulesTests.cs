using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Textures;

/// <summary>tex.mask, tex.lodgroup and tex.alpha, and the exceptions of tex.pow2 and tex.maxsize that import settings make.</summary>
[TestFixture]
public sealed class TextureImportRulesTests
{
    [TestCase("ORM", TextureCompression.Masks, null)]
    [TestCase("ORM", TextureCompression.Default, "The suffix _ORM says several masks in one texture, but the compression is Default instead of Masks.")]
    [TestCase("ORM", TextureCompression.Grayscale, "The suffix _ORM says several masks in one texture, but the compression is Grayscale instead of Masks.")]
    [TestCase("RM", TextureCompression.Default, "The suffix _RM says several masks in one texture, but the compression is Default instead of Masks.")]
    [TestCase("M", TextureCompression.Grayscale, null)]
    [TestCase("AO", TextureCompression.Grayscale, null)]
    [TestCase("M", TextureCompression.Default, "The suffix _M says mask or other data, but the compression is Default instead of Masks or Grayscale.")]
    [TestCase("D", TextureCompression.Default, null)]
    [TestCase("N", TextureCompression.NormalMap, null)]
    [TestCase("Q", TextureCompression.Default, null)]
    public void Masks_are_compressed_as_such(string suffix, TextureCompression compression, string? message)
    {
        var finding = Given.FindingsOf("tex.mask", Given.Texture("/Game/Props/T_Wood_" + suffix, texture => texture with { Compression = compression, Srgb = false })).SingleOrDefault();
        Assert.That(finding?.Message, Is.EqualTo(message));
        Assert.That(finding?.Severity, Is.EqualTo(message is null ? (Severity?)null : Severity.Warning));
        Assert.That(finding?.Fix, message is null ? Is.Null : Does.StartWith("Set Compression Settings to Masks"));
    }

    [Test]
    public void Floating_point_data_is_no_mask() =>
        Assert.That(Given.FindingsOf("tex.mask", Given.Texture("/Game/Props/T_Wood_H", texture => texture with { IsFloat = true })), Is.Empty);

    [TestCase("/Game/UI/T_Icon_D", "UI", TextureCompression.UserInterface, null)]
    [TestCase("/Game/UI/T_Icon_D", "World", TextureCompression.Default, "The texture lies in a folder \"UI\", but its group is \"World\" instead of \"UI\".")]
    [TestCase("/Game/Menu/T_Icon_D", "World", TextureCompression.UserInterface, "The texture has the compression of the user interface, but its group is \"World\" instead of \"UI\".")]
    [TestCase("/Game/UIKit/T_Icon_D", "World", TextureCompression.Default, null)]
    [TestCase("/Game/Props/T_Wood_N", "WorldNormalMap", TextureCompression.NormalMap, null)]
    [TestCase("/Game/Props/T_Wood_N", "CharacterNormalMap", TextureCompression.NormalMap, null)]
    [TestCase("/Game/Props/T_Wood_N", "World", TextureCompression.NormalMap, "The suffix _N says normal map, but the group of the texture is \"World\", which is none of normal maps.")]
    [TestCase("/Game/Props/T_Wood_N", null, TextureCompression.NormalMap, "The suffix _N says normal map, but the group of the texture is \"\", which is none of normal maps.")]
    public void Textures_are_in_the_group_of_their_kind(string path, string? group, TextureCompression compression, string? message)
    {
        var finding = Given.FindingsOf("tex.lodgroup", Given.Texture(path, texture => texture with { LodGroup = group!, Compression = compression })).SingleOrDefault();
        Assert.That(finding?.Message, Is.EqualTo(message));
        Assert.That(finding?.Severity, Is.EqualTo(message is null ? (Severity?)null : Severity.Warning));
        Assert.That(finding?.Fix, message is null ? Is.Null : Does.StartWith("Set Texture Group to"));
    }

    [TestCase("D", AlphaUse.Unknown, null)]
    [TestCase("D", AlphaUse.Mask, null)]
    [TestCase("D", AlphaUse.Varying, null)]
    [TestCase("D", AlphaUse.Opaque, "The texture has an alpha channel, and all its pixels are opaque.")]
    [TestCase("D", AlphaUse.Constant, "The texture has an alpha channel, and all its pixels have the same value.")]
    [TestCase("ORM", AlphaUse.Varying, "The suffix _ORM names 3 masks, but the texture has an alpha channel besides.")]
    [TestCase("ORM", AlphaUse.Opaque, "The texture has an alpha channel, and all its pixels are opaque.")]
    [TestCase("AORM", AlphaUse.Varying, null)]
    [TestCase("AO", AlphaUse.Varying, null)]
    public void An_alpha_channel_holds_something(string suffix, AlphaUse use, string? message)
    {
        var asset = Given.Texture("/Game/Props/T_Wood_" + suffix, texture => texture with { HasAlpha = true, Channels = 4, AlphaUse = use });
        var finding = Given.FindingsOf("tex.alpha", asset).SingleOrDefault();
        Assert.That(finding?.Message, Is.EqualTo(message));
        Assert.That(finding?.Severity, Is.EqualTo(message is null ? (Severity?)null : Severity.Info));
        Assert.That(finding?.Fix, message is null ? Is.Null : Does.StartWith("Export the texture without alpha"));
    }

    [Test]
    public void Without_alpha_its_use_does_not_matter() =>
        Assert.That(Given.FindingsOf("tex.alpha", Given.Texture(change: texture => texture with { AlphaUse = AlphaUse.Opaque })), Is.Empty);

    [TestCase(true, true, false)]
    [TestCase(true, false, true)]
    [TestCase(false, true, true)]
    public void Any_size_is_allowed_without_mip_levels_and_streaming(bool noMipmaps, bool neverStream, bool found)
    {
        var asset = Given.Texture(change: texture => texture with { Width = 300, NoMipmaps = noMipmaps, NeverStream = neverStream });
        Assert.That(Given.FindingsOf("tex.pow2", asset), found ? Has.Count.EqualTo(1) : Is.Empty);
    }

    [TestCase(0, Severity.Error)]
    [TestCase(32_768, Severity.Error)]
    [TestCase(8192, Severity.Warning)]
    [TestCase(4096, null)]
    [TestCase(-1, Severity.Error)]
    public void The_size_in_the_game_is_judged(int maxTextureSize, Severity? severity)
    {
        var finding = Given.FindingsOf("tex.maxsize", Given.Texture(change: texture => texture with { Width = 16_384, MaxTextureSize = maxTextureSize })).SingleOrDefault();
        Assert.That(finding?.Severity, Is.EqualTo(severity));
        Assert.That(finding?.Message, maxTextureSize == 8192 ? Does.Contain("the longer side is 8192 px by its Maximum Texture Size;") : Is.Null.Or.Not.Contains("by its Maximum"));
    }

    [TestCase("tex.mask")]
    [TestCase("tex.lodgroup")]
    [TestCase("tex.alpha")]
    public void Without_facts_of_a_texture_nothing_is_said(string rule) =>
        Assert.That(Given.FindingsOf(rule, Given.Named(AssetClasses.Texture2D, "/Game/UI/T_Wood_N")), Is.Empty);
}
