using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Textures;

[TestFixture]
public sealed class TextureRulesTests
{
    [TestCase(1, 1)]
    [TestCase(1024, 1024)]
    [TestCase(2048, 16)]
    [TestCase(1 << 30, 2)]
    public void Powers_of_two_pass_even_when_they_differ(int width, int height) =>
        Assert.That(Given.FindingsOf("tex.pow2", Sized(width, height)), Is.Empty);

    [TestCase(2049, 1024, "2049 x 1024 px: the width is not a power of two", "2048 x 1024")]
    [TestCase(1024, 1000, "1024 x 1000 px: the height is not a power of two", "1024 x 1024")]
    [TestCase(1023, 3, "1023 x 3 px: neither side is a power of two", "1024 x 4")]
    [TestCase(int.MaxValue, 2, "the width is not a power of two", "2147483648 x 2")]
    [TestCase(0, 512, "0 x 512 px: the texture has no pixels", "Export the image again")]
    [TestCase(-4, 512, "no pixels", "Export the image again")]
    [TestCase(int.MinValue, int.MinValue, "no pixels", "Export the image again")]
    public void Other_sides_are_an_error_with_the_size_it_should_have(int width, int height, string message, string fix)
    {
        var finding = Given.FindingsOf("tex.pow2", Sized(width, height)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Does.Contain(message));
        Assert.That(finding.Fix, Does.Contain(fix));
    }

    [Test]
    public void Textures_of_the_user_interface_may_have_any_size() =>
        Assert.That(Given.FindingsOf("tex.pow2", Given.Texture(change: texture => texture with { Width = 300, LodGroup = "UI" })), Is.Empty);

    [TestCase(4096, 4096, null)]
    [TestCase(4097, 16, Severity.Warning)]
    [TestCase(16, 8192, Severity.Warning)]
    [TestCase(16, 8193, Severity.Error)]
    [TestCase(int.MaxValue, int.MaxValue, Severity.Error)]
    public void The_longer_side_decides_the_size(int width, int height, Severity? severity) =>
        Assert.That(Given.FindingsOf("tex.maxsize", Sized(width, height)).SingleOrDefault()?.Severity, Is.EqualTo(severity));

    [Test]
    public void A_project_may_ask_for_2048_at_most()
    {
        var settings = Given.With("tex.maxsize", thresholds: ("errorAbove", 2048));
        var finding = Given.FindingsOf("tex.maxsize", Sized(2049, 256), settings).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Is.EqualTo("2049 x 256 px: the longer side is 2049 px; more than 2048 px is not allowed."));
        Assert.That(finding.Fix, Does.Contain("at most 2048 px"));
        Assert.That(Given.FindingsOf("tex.maxsize", Sized(2048, 256), settings), Is.Empty);
    }

    [TestCase("D", true)]
    [TestCase("BC", true)]
    [TestCase("E", true)]
    [TestCase("d", true)]
    [TestCase("N", false)]
    [TestCase("n", false)]
    [TestCase("R", false)]
    [TestCase("A", false)]
    [TestCase("O", false)]
    [TestCase("AO", false)]
    [TestCase("M", false)]
    [TestCase("MT", false)]
    [TestCase("S", false)]
    [TestCase("B", false)]
    [TestCase("H", false)]
    [TestCase("ORM", false)]
    [TestCase("ERO", false)]
    [TestCase("RAM", false)]
    public void The_suffix_says_whether_sRGB_is_on(string suffix, bool srgb)
    {
        Assert.That(Given.FindingsOf("tex.srgb", Flagged(suffix, srgb)), Is.Empty);
        var finding = Given.FindingsOf("tex.srgb", Flagged(suffix, !srgb)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Does.Contain("_" + suffix).And.Contains(srgb ? "sRGB is off" : "sRGB is on"));
        Assert.That(finding.Fix, Does.Contain(srgb ? "Switch sRGB on" : "Switch sRGB off"));
    }

    [TestCase("D", false, 0)]
    [TestCase("D", true, 0)]
    [TestCase("R", false, 0)]
    [TestCase("R", true, 1)]
    public void Colours_in_floating_numbers_need_no_sRGB_and_data_must_not_have_it(string suffix, bool srgb, int findings)
    {
        var asset = Given.Texture("/Game/T_Wood_" + suffix, texture => texture with { Srgb = srgb, IsFloat = true });

        Assert.That(Given.FindingsOf("tex.srgb", asset), Has.Count.EqualTo(findings));
    }

    [TestCase("Q")]
    [TestCase("Beam")]
    public void An_unknown_suffix_says_nothing_of_sRGB(string suffix)
    {
        Assert.That(Given.FindingsOf("tex.srgb", Flagged(suffix, true)), Is.Empty);
        Assert.That(Given.FindingsOf("tex.srgb", Flagged(suffix, false)), Is.Empty);
    }

    [TestCase("N", TextureCompression.NormalMap, false, null)]
    [TestCase("N", TextureCompression.Default, false, "its compression is Default instead of NormalMap.")]
    [TestCase("N", TextureCompression.Default, true, "its compression is Default instead of NormalMap, and sRGB is on.")]
    [TestCase("N", TextureCompression.NormalMap, true, "but sRGB is on.")]
    [TestCase("n", TextureCompression.Masks, false, "Masks instead of NormalMap")]
    [TestCase("N", (TextureCompression)77, false, "77 instead of NormalMap")]
    [TestCase("D", TextureCompression.Default, true, null)]
    [TestCase("ORM", TextureCompression.Default, true, null)]
    public void A_normal_map_has_its_own_compression_and_no_sRGB(string suffix, TextureCompression compression, bool srgb, string? message)
    {
        var asset = Given.Texture("/Game/T_Wood_" + suffix, texture => texture with { Compression = compression, Srgb = srgb });
        var finding = Given.FindingsOf("tex.normal", asset).SingleOrDefault();
        Assert.That(finding?.Message, message is null ? Is.Null : Does.Contain(message));
        Assert.That(finding?.Severity, Is.EqualTo(message is null ? (Severity?)null : Severity.Error));
    }

    [TestCase("tex.pow2")]
    [TestCase("tex.maxsize")]
    [TestCase("tex.srgb")]
    [TestCase("tex.normal")]
    public void Without_facts_of_a_texture_nothing_is_said(string rule) =>
        Assert.That(Given.FindingsOf(rule, Given.Named(AssetClasses.Texture2D, "/Game/T_Wood_N")), Is.Empty);

    private static AssetRecord Sized(int width, int height) => Given.Texture(change: texture => texture with { Width = width, Height = height });

    private static AssetRecord Flagged(string suffix, bool srgb) => Given.Texture("/Game/T_Wood_" + suffix, texture => texture with { Srgb = srgb });
}
