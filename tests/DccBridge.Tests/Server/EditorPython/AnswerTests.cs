using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;
using DccBridge.Server.EditorPython;

namespace DccBridge.Tests.Server.EditorPython;

/// <summary>Interpreters that are not there or answer what nobody expects. No process.</summary>
public sealed class AnswerTests
{
    [Test]
    public void Without_Python_the_person_reads_how_to_switch_it_on()
    {
        var assets = new PythonAssets(new ScriptedPython { IsAvailable = false });
        Assert.That(assets.List, Fails(ErrorCode.EditorPartMissing).And.Message.Contains("Python Editor Script Plugin"));
    }

    [TestCase("")]
    [TestCase("None")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("{\"ok\":5}")]
    [TestCase("{\"ok\":{}}")]
    [TestCase("{\"ok\":{\"assets\":null,\"total\":0,\"snapshot\":null}}")]
    [TestCase("{\"ok\":{\"assets\":[{\"path\":\"/Game/A\"}],\"total\":1,\"snapshot\":null}}")]
    [TestCase("{\"error\":{\"code\":\"what\",\"message\":\"\"}}")]
    [TestCase("{\"error\":{}}")]
    public void An_answer_that_makes_no_sense_is_a_failed_script(string answer)
    {
        Assert.That(new PythonAssets(new ScriptedPython { Answer = answer }).List, Fails(ErrorCode.EditorScriptFailed));
    }

    [Test]
    public void An_answer_without_end_is_refused()
    {
        var python = new ScriptedPython { Answer = new string(' ', PythonLimits.MaxAnswer + 1) };
        Assert.That(new PythonAssets(python).List, Fails(ErrorCode.TooLarge));
    }

    [Test]
    public void A_list_that_never_ends_is_stopped()
    {
        var python = new ScriptedPython { Answer = """{"ok":{"assets":[{"path":"/Game/A","class":"Material"}],"total":9,"snapshot":"s"}}""" };
        Assert.That(new PythonAssets(python).List, Fails(ErrorCode.EditorScriptFailed).And.Message.Contains("longer than it said"));
        Assert.That(python.Calls, Is.EqualTo(10));
    }

    [Test]
    public void A_project_above_the_cap_is_refused_at_its_first_page()
    {
        var python = new ScriptedPython { Answer = $"{{\"ok\":{{\"assets\":[],\"total\":{PythonLimits.MaxAssets + 1},\"snapshot\":\"s\"}}}}" };
        Assert.That(new PythonAssets(python).List, Fails(ErrorCode.TooLarge));
        Assert.That(python.Calls, Is.EqualTo(1));
    }

    [Test]
    public void A_call_that_is_too_large_never_reaches_the_editor()
    {
        var python = new ScriptedPython { Answer = "{\"ok\":{\"broken_references\":[]}}" };
        Assert.That(() => new PythonAssets(python).Delete([new string('a', PythonLimits.MaxRequest)]), Fails(ErrorCode.TooLarge));
        Assert.That(python.Calls, Is.Zero);
    }

    [Test]
    public void A_message_of_a_script_is_cut_before_it_is_passed_on()
    {
        var python = new ScriptedPython { Answer = $"{{\"error\":{{\"code\":\"disk_full\",\"message\":\"{new string('x', 100_000)}\"}}}}" };
        Assert.That(new PythonAssets(python).List, Fails(ErrorCode.DiskFull).And.Message.Length.EqualTo(PythonLimits.MaxMessage));
    }

    [Test]
    public void Scripts_that_cannot_be_installed_say_so()
    {
        var python = new ScriptedPython { Stamp = "another", Answer = "{}" };
        Assert.That(new PythonAssets(python).List, Fails(ErrorCode.EditorScriptFailed).And.Message.Contains("could not be installed"));
        Assert.That(python.Calls, Is.Zero);
    }

    private static NUnit.Framework.Constraints.EqualConstraint Fails(ErrorCode code) =>
        Throws.TypeOf<EditorException>().With.Property(nameof(EditorException.Code)).EqualTo(code);

    /// <summary>Has the scripts already and gives one answer to every call.</summary>
    private sealed class ScriptedPython : IEditorPython
    {
        public bool IsAvailable { get; init; } = true;

        public string Answer { get; init; } = "";

        public string Stamp { get; init; } = PythonScripts.Read().Stamp;

        public int Calls { get; private set; }

        public string Evaluate(string expression)
        {
            if (expression.Contains("STAMP", StringComparison.Ordinal))
            {
                return Stamp;
            }

            Calls++;
            return Answer;
        }

        public void Execute(string code)
        {
        }
    }
}
