using DccBridge.Tray;

namespace DccBridge.Tests.Tray;

[TestFixture]
public sealed class TrayTextTests
{
    [TestCase("Kisten", 127, "Kisten")]
    [TestCase("two\nlines\tand a tab", 127, "two lines and a tab")]
    [TestCase("abcdef", 4, "abc…")]
    [TestCase("abcd", 4, "abcd")]
    [TestCase("ab😀", 4, "ab😀")]
    [TestCase("ab😀c", 4, "ab…")]
    public void Any_text_becomes_a_line(string text, int most, string line) => Assert.That(TrayText.Line(text, most), Is.EqualTo(line));

    [Test]
    public void Half_a_surrogate_pair_becomes_a_replacement_character() => Assert.That(TrayText.Line("a\ud800"), Is.EqualTo("a\ufffd"));

    [Test]
    public void Two_menu_lines_with_one_id_are_refused_by_name() =>
        Assert.That(() => View(new TrayMenuItem { Id = "a", Children = [new TrayMenuItem { Id = "a" }] }).Check(), Throws.ArgumentException.With.Message.Contains("'a'"));

    [Test]
    public void A_menu_that_is_too_deep_or_too_long_is_refused()
    {
        var deep = Enumerable.Range(0, TrayView.MostDepth).Aggregate(new TrayMenuItem { Id = "end" }, (below, i) => new TrayMenuItem { Id = $"{i}", Children = [below] });

        Assert.That(() => View(deep).Check(), Throws.ArgumentException.With.Message.Contains("5 levels"));
        Assert.That(() => View(deep.Children[0]).Check(), Throws.Nothing);
        Assert.That(() => View([.. Enumerable.Range(0, 201).Select(i => new TrayMenuItem { Id = $"{i}" })]).Check(), Throws.ArgumentException.With.Message.Contains("200"));
    }

    [TestCase("a\nb")]
    [TestCase("long")]
    public void A_label_of_more_than_a_line_is_refused(string label) =>
        Assert.That(() => View(new TrayMenuItem { Id = "a", Label = label == "long" ? new string('x', 128) : label }).Check(), Throws.ArgumentException.With.Message.Contains("'a'"));

    [Test]
    public void Views_are_equal_when_they_look_alike()
    {
        static TrayView WithChild(bool? isChecked) => View(new TrayMenuItem { Id = "a", Children = [new TrayMenuItem { Id = "b", IsChecked = isChecked }] });
        var shown = WithChild(null);

        Assert.That(WithChild(null), Is.EqualTo(shown));
        Assert.That(WithChild(true), Is.Not.EqualTo(shown));
    }

    private static TrayView View(params TrayMenuItem[] menu) => new() { Title = "t", Menu = menu };
}
