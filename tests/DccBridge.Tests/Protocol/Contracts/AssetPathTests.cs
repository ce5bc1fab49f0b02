using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.Protocol.Contracts;

[TestFixture]
public sealed class AssetPathTests
{
    [TestCase("/Game/SM_Crate")]
    [TestCase("/Game/Props/SM_Crate")]
    [TestCase("/game/Props/SM-Crate+1")]
    [TestCase("/Game/Ящики/Ящик")]
    [TestCase("/Game/道具/箱子")]
    [TestCase("/Game/🎁/T_😀_D")]
    [TestCase("/Game/Console/AUXILIARY")]
    public void A_package_path_is_allowed(string path)
    {
        Assert.That(AssetPath.Check(path, out var problem), Is.True, problem);
        Assert.That(problem, Is.Null);
    }

    [TestCase(null, "empty")]
    [TestCase("", "empty")]
    [TestCase("/", "does not begin with /Game/")]
    [TestCase("/Game", "names no asset")]
    [TestCase("/Game/", "ends with a slash")]
    [TestCase("/Game/Props/", "ends with a slash")]
    [TestCase("Game/Props", "does not begin with /Game/")]
    [TestCase("/Gamer/Props", "does not begin with /Game/")]
    [TestCase("/Engine/Props", "does not begin with /Game/")]
    [TestCase("/Game//SM_Crate", "two slashes in a row")]
    [TestCase("/Game/./SM_Crate", "segment \".\"")]
    [TestCase("/Game/../SM_Crate", "segment \"..\"")]
    [TestCase("/Game/..", "segment \"..\"")]
    [TestCase("/Game/Props/SM_Crate.SM_Crate", "'.' at position 20")]
    [TestCase("/Game/My Props/SM_Crate", "space at position 8")]
    [TestCase("/Game/A\u00A0B", "U+00A0 at position 7")]
    [TestCase("/Game/A\0B", "U+0000 at position 7")]
    [TestCase("/Game/A\u001b[31m", "U+001B at position 7")]
    [TestCase("/Game/A\\B", "'\\' at position 7")]
    [TestCase("/Game/C:", "':' at position 7")]
    [TestCase("/Game/NUL", "keeps for a device")]
    [TestCase("/Game/com7/SM_Crate", "keeps for a device")]
    public void What_is_no_package_path_is_refused_with_the_reason(string? path, string reason)
    {
        Assert.That(AssetPath.Check(path, out var problem), Is.False);
        Assert.That(problem, Does.Contain(reason));
        Assert.That(AssetPath.TryParse(path, out var parsed, out _), Is.False);
        Assert.That(parsed.Value, Is.Empty);
    }

    [Test]
    public void Each_illegal_character_is_refused()
    {
        foreach (var c in AssetPath.IllegalCharacters.Where(c => c != '/'))
        {
            Assert.That(AssetPath.Check($"/Game/A{c}B", out _), Is.False, $"'{c}'");
            Assert.That(AssetPath.Sanitize($"A{c}B"), Is.EqualTo("A_B"));
        }
    }

    [Test]
    public void A_problem_never_repeats_characters_that_disturb_a_terminal()
    {
        Assert.That(AssetPath.Check("/Game/\u001b[2J\u202Eexe.", out var problem), Is.False);
        Assert.That(problem!.Any(char.IsControl), Is.False);
        Assert.That(problem, Does.Not.Contain("\u202E"));
    }

    [TestCase(AssetPath.MaxNameLength, true)]
    [TestCase(AssetPath.MaxNameLength + 1, false)]
    public void A_name_has_a_greatest_length(int length, bool allowed) =>
        Assert.That(AssetPath.Check("/Game/" + new string('a', length), out _), Is.EqualTo(allowed));

    [TestCase(AssetPath.MaxLength, true)]
    [TestCase(AssetPath.MaxLength + 1, false)]
    public void A_path_has_a_greatest_length(int length, bool allowed)
    {
        var path = "/Game/" + string.Join('/', Enumerable.Repeat(new string('a', 100), 5));
        path = path[..^1] + new string('b', length - path.Length + 1);
        Assert.That(path, Has.Length.EqualTo(length));
        Assert.That(AssetPath.Check(path, out _), Is.EqualTo(allowed));
    }

    [Test]
    public void Case_does_not_distinguish_paths()
    {
        Assert.That(AssetPath.TryParse("/Game/Props/SM_Crate", out var a, out _), Is.True);
        Assert.That(AssetPath.TryParse("/GAME/props/sm_crate", out var b, out _), Is.True);
        Assert.That(AssetPath.TryParse("/Game/Props/SM_Crate2", out var c, out _), Is.True);
        Assert.That(a, Is.EqualTo(b));
        Assert.That(a.GetHashCode(), Is.EqualTo(b.GetHashCode()));
        Assert.That(a == b && a != c, Is.True);
        Assert.That(b.Value, Is.EqualTo("/Game/props/sm_crate"));
    }

    [Test]
    public void Name_and_folder_are_the_parts_around_the_last_slash()
    {
        var path = AssetPath.Combine("/Game/Props/", "SM_Crate");
        Assert.That(path.Value, Is.EqualTo("/Game/Props/SM_Crate"));
        Assert.That(path.Name, Is.EqualTo("SM_Crate"));
        Assert.That(path.Folder, Is.EqualTo("/Game/Props"));
        Assert.That(default(AssetPath).Name, Is.Empty);
        Assert.That(default(AssetPath).Folder, Is.Empty);
    }

    [TestCase("/Game", "..")]
    [TestCase("/Game/Props", "")]
    [TestCase("/Game/Props//", "SM_Crate")]
    [TestCase("/", "SM_Crate")]
    [TestCase(null, "SM_Crate")]
    [TestCase("/Game", null)]
    public void What_does_not_combine_is_refused(string? folder, string? name)
    {
        Assert.That(AssetPath.TryCombine(folder, name, out _, out var problem), Is.False);
        Assert.That(problem, Is.Not.Empty);
    }

    [Test]
    public void A_name_may_not_bring_folders_out_of_the_root() =>
        Assert.That(() => AssetPath.Combine("/Game/Props", "../../Engine/X"), Throws.ArgumentException.With.Message.Contains(".."));

    [TestCase("wood", "wood")]
    [TestCase("my crate.v2", "my_crate_v2")]
    [TestCase("  ", "__")]
    [TestCase("", "_")]
    [TestCase(null, "_")]
    [TestCase("..", "__")]
    [TestCase("../../etc/passwd", "______etc_passwd")]
    [TestCase("Ящик 1", "Ящик_1")]
    [TestCase("箱子", "箱子")]
    [TestCase("😀", "😀")]
    [TestCase("wood-oak", "wood-oak")]
    [TestCase("con", "con_")]
    public void A_file_name_becomes_the_name_that_Unreal_makes_of_it(string? stem, string name) =>
        Assert.That(AssetPath.Sanitize(stem), Is.EqualTo(name));

    [Test]
    public void Half_a_character_is_refused_and_replaced()
    {
        // Not test cases: attributes are stored as UTF-8, which has no half characters.
        foreach (var half in new[] { "\uD800", "\uDC00", "\uDC00\uD800" })
        {
            Assert.That(AssetPath.Check($"/Game/A{half}B", out var problem), Is.False);
            Assert.That(problem, Does.Contain("at position 7"));
            Assert.That(AssetPath.Sanitize($"A{half}"), Is.EqualTo("A" + new string('_', half.Length)));
        }
    }

    [Test]
    public void A_sanitized_name_never_ends_in_half_a_character()
    {
        var name = AssetPath.Sanitize("a" + string.Concat(Enumerable.Repeat("😀", 300)));
        Assert.That(name, Has.Length.EqualTo(AssetPath.MaxNameLength - 1));
        Assert.That(AssetPath.Check("/Game/" + name, out var problem), Is.True, problem);
    }

    [TestCase("/Game/Props/SM_Crate", "/Game/Props", true)]
    [TestCase("/Game/props", "/Game/Props", true)]
    [TestCase("/Game/Props2/SM_Crate", "/Game/Props", false)]
    [TestCase("/Game", "/Game/Props", false)]
    public void A_folder_holds_itself_and_what_is_below(string path, string folder, bool below) =>
        Assert.That(AssetPath.IsAtOrBelow(path, folder), Is.EqualTo(below));

    [Test]
    public void Any_text_is_judged_without_an_exception_and_any_sanitized_text_is_allowed()
    {
        var random = new Random(4711);
        for (var round = 0; round < 5000; round++)
        {
            var text = string.Create(random.Next(0, 40), random, static (span, source) =>
            {
                foreach (ref var c in span)
                {
                    c = source.Next(3) == 0 ? (char)source.Next(0x10000) : (char)source.Next(0x80);
                }
            });
            AssetPath.Check("/Game/" + text, out _);
            var name = AssetPath.Sanitize(text);
            Assert.That(AssetPath.Check("/Game/" + name, out var problem), Is.True, problem);
        }
    }
}
