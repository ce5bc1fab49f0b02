using System.Diagnostics;
using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;

namespace DccBridge.Tests.Server.EditorPython;

/// <summary>A real python3 process with the stand-in module `unreal`; one per test. Every answer has a time limit.</summary>
internal sealed class StandInEditor : IEditorPython, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    /// <summary>Starts the interpreter.</summary>
    /// <param name="givesRepr">Whether expressions come back as repr() instead of as the string.</param>
    public StandInEditor(bool givesRepr = true)
    {
        _process = StartPython("-u", Path.Combine(Python.TestFolder, "interpreter.py"), givesRepr ? "repr" : "str");
    }

    /// <inheritdoc/>
    public bool IsAvailable => true;

    /// <summary>How often code was executed: the scripts are installed that way.</summary>
    public int Executed { get; private set; }

    /// <summary>Expressions that were evaluated.</summary>
    public List<string> Evaluated { get; } = [];

    /// <inheritdoc/>
    public string Evaluate(string expression)
    {
        Assert.That(Ascii.IsValid(expression), "Expressions are ASCII.");
        Evaluated.Add(expression);
        return Ask("eval", expression);
    }

    /// <inheritdoc/>
    public void Execute(string code)
    {
        Executed++;
        Assert.That(Ascii.IsValid(code), "Code is ASCII.");
        Ask("exec", code);
    }

    /// <summary>Runs a statement on the stand-in's project, as `p`.</summary>
    public void Arrange(string code) => Ask("exec", "import unreal, unreal_project\np = unreal_project.project\n" + code);

    /// <summary>Looks at the stand-in's project, as `p`; text as str() gives it.</summary>
    public string Look(string expression)
    {
        var text = Ask("eval", $"(lambda p: str({expression}))(__import__('unreal_project').project)");
        return text is ['\'', .., '\''] ? text[1..^1] : text;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Limit))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static Process StartPython(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python.Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        start.Environment["PYTHONPATH"] = Python.TestFolder;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["PYTHONUTF8"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
    }

    private string Ask(string kind, string text)
    {
        _process.StandardInput.WriteLine($"{kind} {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}");
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLineAsync().WaitAsync(Limit).GetAwaiter().GetResult();
        var answer = Encoding.UTF8.GetString(Convert.FromBase64String(line?.Split(' ')[1] ?? ""));
        return line?.StartsWith("ok ", StringComparison.Ordinal) == true
            ? answer
            : throw new EditorException(ErrorCode.EditorScriptFailed, answer);
    }
}
