using System.Globalization;
using System.Text.RegularExpressions;

namespace DccBridge.Tests.Companion.Dashboard;

/// <summary>The colours of the dashboard are far enough apart to be read (WCAG 2.1 AA), in both themes.</summary>
[TestFixture]
public sealed partial class ContrastTests
{
    private static readonly string Tokens = DashboardSources.Read("Style/tokens.css");

    private static readonly string[] Grounds = ["ground", "surface", "raised", "sunken", "hover"];

    private static readonly string[] Tones = ["error", "warning", "info", "ok", "accent"];

    [Test]
    public void Text_can_be_read_on_every_ground([Values("light", "dark", "dark of the system")] string theme, [Values("text", "quiet", "accent", "error", "warning", "info", "ok")] string text)
    {
        var colours = Of(theme);
        Assert.That(Grounds.Where(ground => Contrast(colours[text], colours[ground]) < 4.5).Select(ground => $"{text} on {ground}: {Contrast(colours[text], colours[ground]):0.00}"), Is.Empty);
    }

    [Test]
    public void Tones_can_be_read_on_their_own_grounds_and_so_can_text([Values("light", "dark", "dark of the system")] string theme)
    {
        var colours = Of(theme);
        var pairs = Tones.SelectMany(tone => new[] { (tone, $"{tone}-ground"), ("text", $"{tone}-ground"), ("quiet", "accent-ground") }).Append(("accent-strong", "accent-ground")).Append(("on-accent", "accent")).Append(("on-accent", "accent-strong")).Append(("accent-strong", "hover"));
        Assert.That(pairs.Where(pair => Contrast(colours[pair.Item1], colours[pair.Item2]) < 4.5).Select(pair => $"{pair.Item1} on {pair.Item2}: {Contrast(colours[pair.Item1], colours[pair.Item2]):0.00}"), Is.Empty);
    }

    [Test]
    public void Edges_of_controls_and_the_focus_can_be_seen([Values("light", "dark", "dark of the system")] string theme)
    {
        var colours = Of(theme);
        Assert.That(
            new[] { "line-strong", "accent" }.SelectMany(edge => Grounds.Select(ground => (edge, ground))).Where(pair => Contrast(colours[pair.edge], colours[pair.ground]) < 3).Select(pair => $"{pair.edge} on {pair.ground}"),
            Is.Empty);
    }

    [Test]
    public void The_dark_theme_is_the_same_whether_chosen_or_the_systems() => Assert.That(Of("dark"), Is.EqualTo(Of("dark of the system")));

    private static Dictionary<string, string> Of(string theme)
    {
        var start = theme switch
        {
            "light" => Tokens.IndexOf(":root {", StringComparison.Ordinal),
            "dark" => Tokens.IndexOf(":root[data-theme=\"dark\"]", StringComparison.Ordinal),
            _ => Tokens.IndexOf(":root:not([data-theme=\"light\"])", StringComparison.Ordinal),
        };
        Assert.That(start, Is.GreaterThan(0), theme);
        return Colour().Matches(Tokens[start..Tokens.IndexOf('}', start)]).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    private static double Contrast(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Part(int at)
        {
            var part = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }

    [GeneratedRegex(@"--([\w-]+): (#[0-9a-f]{6});")]
    private static partial Regex Colour();
}
