using System.Text;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Tests.Companion.Install;

[TestFixture]
public class UprojectEditTests
{
    private static readonly string[] Both = ["DccBridge", "UnrealSharp"];

    [Test]
    public void Entries_are_added_in_the_layout_of_those_that_are_there()
    {
        const string Before = "{\r\n\t\"Plugins\": [\r\n\t\t{\r\n\t\t\t\"Name\": \"A\",\r\n\t\t\t\"Enabled\": true\r\n\t\t}\r\n\t]\r\n}\r\n";
        const string Expected = "{\r\n\t\"Plugins\": [\r\n\t\t{\r\n\t\t\t\"Name\": \"A\",\r\n\t\t\t\"Enabled\": true\r\n\t\t},\r\n\t\t{\r\n\t\t\t\"Name\": \"DccBridge\",\r\n\t\t\t\"Enabled\": true\r\n\t\t},\r\n\t\t{\r\n\t\t\t\"Name\": \"UnrealSharp\",\r\n\t\t\t\"Enabled\": true\r\n\t\t}\r\n\t]\r\n}\r\n";
        Assert.That(Enable(Before, Both), Is.EqualTo(Expected));
    }

    [Test]
    public void A_file_without_a_list_gets_one_in_its_own_indentation() =>
        Assert.That(Enable("{\n  \"FileVersion\": 3\n}", ["X"]), Is.EqualTo("{\n  \"FileVersion\": 3,\n  \"Plugins\": [\n    {\n      \"Name\": \"X\",\n      \"Enabled\": true\n    }\n  ]\n}"));

    [Test]
    public void A_file_on_one_line_stays_on_one_line() =>
        Assert.That(Enable("{\"FileVersion\":3,\"Plugins\":[{\"Name\":\"A\",\"Enabled\":true}]}", ["X"]), Is.EqualTo("{\"FileVersion\":3,\"Plugins\":[{\"Name\":\"A\",\"Enabled\":true},{\"Name\":\"X\",\"Enabled\":true}]}"));

    [Test]
    public void Entries_on_one_line_each_get_company_of_their_kind() =>
        Assert.That(Enable("{\n\t\"Plugins\": [\n\t\t{ \"Name\": \"A\", \"Enabled\": true }\n\t]\n}\n", ["X"]), Is.EqualTo("{\n\t\"Plugins\": [\n\t\t{ \"Name\": \"A\", \"Enabled\": true },\n\t\t{ \"Name\": \"X\", \"Enabled\": true }\n\t]\n}\n"));

    [Test]
    public void Only_the_word_false_changes_when_a_plugin_is_switched_on() =>
        Assert.That(Enable("{ \"Plugins\": [ {\"Enabled\" :  false , \"Name\":\"dccbridge\", \"TargetAllowList\": [\"Editor\"]} ] }", ["DccBridge"]), Is.EqualTo("{ \"Plugins\": [ {\"Enabled\" :  true , \"Name\":\"dccbridge\", \"TargetAllowList\": [\"Editor\"]} ] }"));

    [Test]
    public void An_entry_that_says_nothing_is_switched_on() =>
        Assert.That(Enable("{\"Plugins\":[{\"Name\":\"X\"}]}", ["X"]), Is.EqualTo("{\"Plugins\":[{\"Name\":\"X\", \"Enabled\": true}]}"));

    [Test]
    public void What_is_enabled_already_changes_not_a_byte()
    {
        const string Text = "{ \"Plugins\": [ {\"Name\":\"X\",\"Enabled\":true}, ] /* ours */ }";
        Assert.That(Enable(Text, ["x"]), Is.EqualTo(Text));
    }

    [TestCase("{\n\t\"A\": 1, // why\n\t\"Plugins\": [\n\t\t{\n\t\t\t\"Name\": \"B\",\n\t\t\t\"Enabled\": true,\n\t\t},\n\t],\n}\n", TestName = "Comments_and_trailing_commas_are_left_in_peace")]
    [TestCase("{\r\n    \"Plugins\": [],\r\n    \"FileVersion\": 3\r\n}", TestName = "An_empty_list_is_filled")]
    [TestCase("{}", TestName = "An_empty_file_is_filled")]
    [TestCase("\uFEFF{\r\n\t\"Description\": \"Ölfässer 木箱\"\r\n}\r\n", TestName = "A_byte_order_mark_and_other_scripts_stay")]
    [TestCase("{\n\"Plugins\": [{\"Name\": \"A\", \"Enabled\": true}]\n}", TestName = "A_list_on_its_key_s_line_is_extended")]
    public void What_was_added_is_taken_out_again_byte_for_byte(string before)
    {
        var bytes = Encoding.UTF8.GetBytes(before);
        var enabled = UprojectEdit.Enable(bytes, Both, "x.uproject");
        var text = UprojectText.Parse(enabled.Content, "x.uproject");
        var (after, kept) = UprojectEdit.Undo(enabled.Content, enabled.Added, enabled.SwitchedOn, enabled.MadeList, "x.uproject");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Both.Select(n => text.Find(n)?.Enabled), Is.All.True);
            Assert.That(Encoding.UTF8.GetString(after), Is.EqualTo(before));
            Assert.That(kept, Is.Empty);
            Assert.That(IsInsertion(bytes, enabled.Content), "only an insertion");
        }
    }

    [Test]
    public void An_entry_to_which_somebody_added_is_kept()
    {
        var (after, kept) = UprojectEdit.Undo("{\"Plugins\":[{\"Name\":\"X\",\"Enabled\":true,\"Optional\":true}]}"u8.ToArray(), ["X"], [], true, "x.uproject");
        Assert.That(kept, Is.EqualTo(new[] { "X" }));
        Assert.That(Encoding.UTF8.GetString(after), Does.Contain("Optional"));
    }

    [Test]
    public void The_first_of_several_entries_is_taken_out() =>
        Assert.That(
            Encoding.UTF8.GetString(UprojectEdit.Undo("{\"Plugins\":[{\"Name\":\"X\",\"Enabled\":true},{\"Name\":\"Y\",\"Enabled\":true}]}"u8.ToArray(), ["X"], [], false, "x.uproject").Content),
            Is.EqualTo("{\"Plugins\":[{\"Name\":\"Y\",\"Enabled\":true}]}"));

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{ \"Plugins\": 3 }")]
    [TestCase("{ \"Plugins\": [], \"Plugins\": [] }")]
    [TestCase("{ \"Plugins\": [ \"A\" ] }")]
    [TestCase("{ \"A\": 1 } }")]
    [TestCase("{ \"A\": ")]
    public void What_cannot_be_changed_safely_is_refused(string text) =>
        Assert.That(() => UprojectText.Parse(Encoding.UTF8.GetBytes(text), "x.uproject"), Throws.TypeOf<InstallException>().With.Message.Contains("x.uproject"));

    [Test]
    public void Utf16_is_refused_with_what_to_do() =>
        Assert.That(() => UprojectText.Parse([0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0], "x.uproject"), Throws.TypeOf<InstallException>().With.Message.Contains("Save it as UTF-8"));

    private static string Enable(string before, string[] names) => Encoding.UTF8.GetString(UprojectEdit.Enable(Encoding.UTF8.GetBytes(before), names, "x.uproject").Content);

    // The old bytes with one run of new ones in between; white space inside an empty list or object may go.
    private static bool IsInsertion(byte[] before, byte[] after)
    {
        var head = before.AsSpan().CommonPrefixLength(after);
        var tail = 0;
        while (tail < before.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return head + tail == before.Length;
    }
}
