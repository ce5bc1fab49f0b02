using System.Text.RegularExpressions;
using DccBridge.Server.EditorPython;

namespace DccBridge.Tests.Server.EditorPython;

/// <summary>The scripts by themselves, and their way into an interpreter.</summary>
public sealed partial class ScriptTests
{
    [Test]
    public void The_scripts_pass_their_own_tests()
    {
        var (exitCode, output) = Python.Run("-m", "unittest", "test_scripts", "test_imports", "test_facts", "test_edits", "test_notifications");
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(int.Parse(TestCount().Match(output).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThanOrEqualTo(64), output);
    }

    [Test]
    public void The_scripts_need_no_more_than_Python_3_9_and_its_standard_library()
    {
        var (exitCode, output) = Python.Run("check_syntax.py", Python.ScriptFolder);
        Assert.That(exitCode, Is.Zero, output);
    }

    [Test]
    public void Every_script_travels_inside_the_assembly()
    {
        var files = Directory.GetFiles(Path.Combine(Python.ScriptFolder, PythonScripts.Package), "*.py", SearchOption.AllDirectories).Select(Path.GetFileName);
        var embedded = typeof(PythonScripts).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith("DccBridge.Python.", StringComparison.Ordinal));
        Assert.That(embedded.Select(static name => name["DccBridge.Python.".Length..]), Is.EquivalentTo(files));
    }

    [Test]
    public void Adapters_of_one_editor_install_the_scripts_once()
    {
        using var editor = new StandInEditor();
        _ = new PythonAssets(editor).List();
        _ = new PythonEditor(editor).Read();
        _ = new PythonAssets(editor).List();
        Assert.That(editor.Executed, Is.EqualTo(1));
    }

    [Test]
    public void A_reloaded_plugin_replaces_scripts_of_another_version()
    {
        using var editor = new StandInEditor();
        editor.Arrange("""
            import sys, types
            old = types.ModuleType("dccbridge_unreal")
            old.STAMP = "older"
            old.call = lambda request: '{"ok":{}}'
            sys.modules["dccbridge_unreal"] = old
            sys.modules["dccbridge_unreal.leftover"] = types.ModuleType("dccbridge_unreal.leftover")
            """);
        Assert.That(new PythonAssets(editor).List(), Is.Empty);
        Assert.That(editor.Look("'dccbridge_unreal.leftover' in __import__('sys').modules"), Is.EqualTo("False"));
        Assert.That(editor.Look("__import__('dccbridge_unreal').STAMP"), Is.EqualTo(PythonScripts.Read().Stamp));
    }

    [Test]
    public void Scripts_that_do_not_load_leave_the_working_ones_in_place()
    {
        using var editor = new StandInEditor();
        var assets = new PythonAssets(editor);
        _ = assets.List();
        var broken = Convert.ToBase64String("raise ValueError('broken build')"u8);
        var code = Entry().Replace(PythonScripts.Read().InstallCode, $"\"entry\": \"{broken}\"");
        Assert.That(() => editor.Execute(code), Throws.Exception.With.Message.Contains("broken build"));
        Assert.That(assets.List(), Is.Empty);
        Assert.That(editor.Look("[f for f in __import__('sys').meta_path if type(f).__name__ == 'Finder']"), Is.EqualTo("[]"));
    }

    [Test]
    public void Nothing_but_the_package_stays_in_the_interpreter()
    {
        using var editor = new StandInEditor();
        _ = new PythonAssets(editor).List();
        Assert.That(() => editor.Evaluate("_dccbridge_install"), Throws.Exception.With.Message.Contains("NameError"));
    }

    [GeneratedRegex("Ran ([0-9]+) tests")]
    private static partial Regex TestCount();

    [GeneratedRegex("\"entry\": \"[^\"]*\"")]
    private static partial Regex Entry();
}
