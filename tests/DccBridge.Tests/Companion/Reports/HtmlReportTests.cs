using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DccBridge.AssetFiles;
using DccBridge.Companion.Offline;
using DccBridge.Companion.Reports;
using DccBridge.Companion.Reports.Html;
using DccBridge.Companion.Thumbnails;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Tests.AssetFiles;

namespace DccBridge.Tests.Companion.Reports;

[TestFixture]
public partial class HtmlReportTests
{
    private string _folder = null!;

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("dccbridge-html-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    private static string Page(ReportData data) => Encoding.UTF8.GetString(ReportSample.Write(HtmlReport.Write, data));

    private JudgedAsset Texture(byte[] bytes, string? hash = null, (int, int)? pixels = null)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.png");
        File.WriteAllBytes(path, bytes);
        var asset = ReportSample.Asset("T_A", ReportSample.Finding());
        return asset with
        {
            FullPath = path,
            Bytes = bytes.Length,
            Figures = new AssetFigures { Pixels = pixels ?? (4, 4) },
            Verdict = asset.Verdict with { ContentHash = hash ?? Convert.ToHexStringLower(SHA256.HashData(bytes)) },
        };
    }

    [Test]
    public void Hostile_names_are_text_everywhere()
    {
        var name = ReportSample.Hostile;
        var finding = ReportSample.Finding(message: name, rule: name) with { Fix = name, Locator = new FindingLocator { Node = name, Material = name } };
        var data = ReportSample.Of(
            ReportSample.Asset(name, finding),
            ReportSample.Asset(name, finding with { SuppressedBecause = name }),
            ReportSample.Asset(name + "2"));
        var page = Page(data with { Summary = name, ToolVersion = name, Result = data.Result with { SettingsFiles = [name.Replace("\0", "", StringComparison.Ordinal)], Skipped = [new(name, name)] } });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Count(page, "<script"), Is.EqualTo(1), "only the page's own");
            Assert.That(page, Does.Not.Contain("alert(1)</script>").And.Not.Contain("CDATA[]]>"));
            Assert.That(page.Any(c => (char.IsControl(c) && c != '\n') || c == '\u202e'), Is.False);
            Assert.That(page, Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;").And.Contain("箱子"));
        }
    }

    [Test]
    public void The_policy_allows_exactly_the_style_and_script_that_are_there()
    {
        var page = Page(ReportSample.Of(ReportSample.Asset("T_A", ReportSample.Finding())));
        var policy = Policy().Match(page).Groups[1].Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy, Does.StartWith("default-src 'none'; img-src data:;").And.Not.Contain("unsafe").And.Not.Contain("http"));
            Assert.That(policy, Does.Contain($"style-src 'sha256-{HashOf(Style().Match(page).Groups[1].Value)}'"));
            Assert.That(policy, Does.Contain($"script-src 'sha256-{HashOf(Script().Match(page).Groups[1].Value)}'"));
        }
    }

    [Test]
    public void The_page_asks_for_nothing_else()
    {
        var page = Page(ReportSample.Of(Texture(new PngBuilder().Build())));
        Assert.That(Address().Matches(page).Select(m => m.Groups[1].Value).Where(a => !a.StartsWith('#') && !a.StartsWith("data:image/png;base64,", StringComparison.Ordinal)), Is.Empty);
        Assert.That(page, Does.Not.Contain("@import").And.Not.Contain("url("));
        Assert.That(InlineHandler().IsMatch(page), Is.False, "the policy would refuse it");
    }

    [Test]
    public void A_small_texture_is_shown_as_it_is()
    {
        var bytes = new PngBuilder().Build();
        Assert.That(Page(ReportSample.Of(Texture(bytes))), Does.Contain($"<image href=\"data:image/png;base64,{Convert.ToBase64String(bytes)}\""));
    }

    [Test]
    public void A_file_that_is_another_one_by_now_is_drawn()
    {
        var texture = Texture(Encoding.UTF8.GetBytes("no picture"));
        Assert.That(Page(ReportSample.Of(texture with { Bytes = 9 })), Does.Not.Contain("data:image").And.Contain("4 x 4"));
    }

    [Test]
    public void A_small_file_with_more_pixels_than_there_is_time_for_is_drawn() =>
        Assert.That(Page(ReportSample.Of(Texture(new PngBuilder(32768, 32769) { Compressed = [1] }.Build(), pixels: (32768, 32769)))), Does.Not.Contain("data:image"));

    [Test]
    public void A_large_texture_is_shown_smaller()
    {
        var page = Page(ReportSample.Of(Texture(new PngBuilder(1024, 512, 8, 6) { Rows = Noise(512 * ((1024 * 4) + 1), 4097) }.Build(), pixels: (1024, 512))));
        var picture = Convert.FromBase64String(Picture().Match(page).Groups[1].Value);
        var facts = AssetFile.Read(new MemoryStream(picture), "T.png").Facts.Texture!;
        Assert.That((facts.Width, facts.Height, facts.Channels), Is.EqualTo((160, 80, 4)));
    }

    // Rows without filter, so that any bytes are pixels.
    private static byte[] Noise(int length, int row)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        for (var i = 0; i < length; i += row)
        {
            bytes[i] = 0;
        }

        return bytes;
    }

    [Test]
    public void A_file_that_is_no_picture_is_drawn() =>
        Assert.That(Page(ReportSample.Of(Texture(Encoding.UTF8.GetBytes("<svg onload=alert(1)>")))), Does.Not.Contain("data:image").And.Not.Contain("onload"));

    [Test]
    public void Pictures_end_at_their_cap_and_the_page_stays_below_forty_mebibytes()
    {
        var noise = new byte[PictureFile.MaxBytes];
        PngImage.Signature.CopyTo(noise);
        var texture = Texture(noise);
        var page = ReportSample.Write(HtmlReport.Write, ReportSample.Of([.. Enumerable.Repeat(texture, 100)]));
        Assert.That(Count(Encoding.UTF8.GetString(page), "<image "), Is.EqualTo((int)(PictureFile.MaxPageBytes / PictureFile.MaxBytes)));
        Assert.That(page, Has.Length.LessThan(40 << 20));
    }

    [Test]
    public void Too_many_assets_are_counted_and_not_shown()
    {
        var page = Page(ReportSample.Of([.. Enumerable.Range(0, HtmlReport.MaxCards + 5).Select(i => ReportSample.Asset($"T_{i}", ReportSample.Finding()))]));
        Assert.That(Count(page, "<article "), Is.EqualTo(HtmlReport.MaxCards));
        Assert.That(page, Does.Contain("5 more assets have findings"));
    }

    [Test]
    public void Groups_come_worst_first()
    {
        var page = Page(ReportSample.Of(ReportSample.Asset("T_A", ReportSample.Finding(Severity.Warning)), ReportSample.Asset("T_B", ReportSample.Finding()), ReportSample.Asset("T_C", ReportSample.Finding() with { SuppressedBecause = "bought" })));
        Assert.That(Heading().Matches(page).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}"), Is.EqualTo(new[] { "Errors 1", "Warnings 1", "Only suppressed findings 1" }));
    }

    [Test]
    public void Nothing_to_mend_is_said() => Assert.That(Page(ReportSample.Of(ReportSample.Asset("T_A"))), Does.Contain("No findings.").And.Contain("1 assets without findings"));

    [TestCase(100, 50, 25, "100 x 50 x 25")]
    [TestCase(0.024, 0.0208, 0.05, "0.024 x 0.0208 x 0.05")]
    [TestCase(123456, 1, 0, "1,235 m x 1 x 0")]
    [TestCase(double.NaN, 1, 1, "no bounds")]
    [TestCase(double.PositiveInfinity, 1, 1, "no bounds")]
    [TestCase(0, 0, 0, "no bounds")]
    public void A_mesh_is_drawn_by_its_bounds(double x, double y, double z, string label)
    {
        var mesh = ReportSample.Asset("SM_A") with { Figures = new AssetFigures { Size = new Vector3D(x, y, z), Triangles = 12 } };
        var drawing = Drawing.Of(mesh);
        Assert.That(drawing, Does.Contain($">{label}</text>").And.Not.Contain("NaN").And.Not.Contain("∞"));
        Assert.That(Coordinate().Matches(drawing).Select(m => double.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture)), Is.All.InRange(0, 96));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("(?:src|href|action|xlink:href)=\"([^\"]*)\"")]
    private static partial Regex Address();

    [GeneratedRegex("<[^>]* (?:on[a-z]+|style)=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineHandler();

    [GeneratedRegex("data:image/png;base64,([^\"]*)")]
    private static partial Regex Picture();

    [GeneratedRegex("<h2>([^<]*) <small>([0-9]+)</small>")]
    private static partial Regex Heading();

    [GeneratedRegex("(?<=[ML ])-?[0-9.]+")]
    private static partial Regex Coordinate();
}
