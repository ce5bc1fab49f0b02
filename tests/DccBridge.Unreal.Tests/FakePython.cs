using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using UnrealSharp.PythonScriptPlugin;

namespace DccBridge.Unreal.Tests;

/// <summary>Unreal's interpreter as DccBridge's scripts behave in it: takes the installation, answers "assets.get" with the textures that the test gives it.</summary>
internal sealed partial class FakePython
{
    private string _stamp = "";

    /// <summary>Width in pixels of the textures that exist, by package path; all are 1024 pixels high.</summary>
    public Dictionary<string, int> Widths { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the calls that came.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Path name of the object that the editor's tick calls; null while it calls none.</summary>
    public string? TicksThrough { get; private set; }

    /// <summary>How often the scripts were installed.</summary>
    public int Installations { get; private set; }

    /// <summary>True: the editor has no tick that can be joined.</summary>
    public bool RefusesToTick { get; set; }

    /// <summary>True: each script raises.</summary>
    public bool Raises { get; set; }

    public (bool Success, string Result) Run(string code, EPythonCommandExecutionMode mode)
    {
        if (Raises)
        {
            return (false, "Traceback ...");
        }

        if (mode == EPythonCommandExecutionMode.ExecuteFile)
        {
            Installations++;
            _stamp = Stamp().Match(code).Groups[1].Value;
            return (true, "");
        }

        return (true, Call().Match(code) is { Success: true } call ? $"'{Answer(call.Groups[1].Value)}'" : $"'{_stamp}'");
    }

    private string Answer(string request)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(request)));
        var name = json.RootElement.GetProperty("call").GetString()!;
        Calls.Add(name);
        switch (name)
        {
            case "editor.tick_start" when RefusesToTick:
                return """{"error": {"code": "editor_part_missing", "message": "This editor has no such function."}}""";
            case "editor.tick_start":
                TicksThrough = json.RootElement.GetProperty("args").GetProperty("path").GetString();
                return Ok("");
            case "editor.tick_stop":
                TicksThrough = null;
                return Ok("");
            case "assets.get":
                var path = json.RootElement.GetProperty("args").GetProperty("path").GetString()!;
                return Ok($"\"asset\": {(Widths.ContainsKey(path) ? Asset(path) : "null")}");
            case "assets.list":
                return Ok($"\"assets\": [{string.Join(", ", Widths.Keys.Order().Select(Asset))}], \"total\": {Widths.Count}, \"snapshot\": null");
            default:
                return Ok("");
        }
    }

    private static string Ok(string members) => $$$"""{"ok": {{{{members}}}}}""";

    private string Asset(string path) => $$$"""{"path": "{{{path}}}", "class": "Texture2D", "texture": {"width": {{{Widths[path]}}}, "height": 1024, "srgb": true}}""";

    [GeneratedRegex("STAMP = \"([0-9a-f]{64})\"")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"\.call\('([A-Za-z0-9+/=]+)'\)")]
    private static partial Regex Call();
}
