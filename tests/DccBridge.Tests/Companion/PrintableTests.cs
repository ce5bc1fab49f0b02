using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;

namespace DccBridge.Tests.Companion;

[TestFixture]
public class PrintableTests
{
    [Test]
    public void Escape_sequences_do_not_reach_the_terminal() =>
        Assert.That(Printable.Line("a\u001b[2Jb\nc\u202ed"), Is.EqualTo("a\uFFFD[2Jb c\uFFFDd"));

    [Test]
    public void Line_breaks_stay_where_they_are_wanted() => Assert.That(Printable.Lines("a\nb"), Is.EqualTo("a\nb"));

    [TestCase("90", 90)]
    [TestCase("90s", 90)]
    [TestCase("1.5m", 90)]
    [TestCase("2h", 7200)]
    public void Times_are_read(string text, double seconds)
    {
        Assert.That(CommonOptions.TryParseTime(text, out var time), Is.True);
        Assert.That(time, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [TestCase("")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("25h")]
    [TestCase("m")]
    [TestCase("NaN")]
    public void Other_times_are_refused(string text) => Assert.That(CommonOptions.TryParseTime(text, out _), Is.False);

    [TestCase(true, null, null, false)]
    [TestCase(false, "1", null, false)]
    [TestCase(false, null, "dumb", false)]
    [TestCase(false, null, "xterm", true)]
    public void Colours_are_for_terminals_that_want_them(bool redirected, string? noColor, string? term, bool expected) =>
        Assert.That(Terminal.Of(redirected, false, name => name == "NO_COLOR" ? noColor : term).HasColors, Is.EqualTo(expected));
}
