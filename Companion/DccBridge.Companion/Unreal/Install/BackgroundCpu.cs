using System.Text;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>
/// The editor preference "Use Less CPU when in Background": property bThrottleCPUWhenNotForeground of UEditorPerformanceSettings
/// (config EditorSettings, module UnrealEd), so in Config/DefaultEditorSettings.ini of a project as its default for all who work on it. With it on, an editor without the
/// focus ticks about three times a second, and each job of the bridge waits for a tick.
/// </summary>
internal static class BackgroundCpu
{
    private const string Section = "[/Script/UnrealEd.EditorPerformanceSettings]";
    private const string Key = "bThrottleCPUWhenNotForeground";

    /// <summary>The value in a settings file; null when it has none.</summary>
    public static string? Read(byte[] content) => Find(Split(content)) is { Value: { } value } ? value : null;

    /// <summary>The setting is off.</summary>
    public static bool IsOff(byte[] content) => Read(content) is { } value && (value.Equals("False", StringComparison.OrdinalIgnoreCase) || value == "0");

    /// <summary>Gives the setting a value, or takes it out with null; every other line stays as it is.</summary>
    public static byte[] Set(byte[] content, string? value)
    {
        var lines = Split(content);
        var (section, line, _) = Find(lines);
        var end = content.AsSpan().IndexOf("\r\n"u8) >= 0 || (content.Length == 0 && OperatingSystem.IsWindows()) ? "\r\n" : "\n";
        if (line >= 0)
        {
            if (value is null)
            {
                lines.RemoveAt(line);
                RemoveEmptySection(lines, section);
            }
            else
            {
                lines[line] = $"{Key}={value}{end}";
            }
        }
        else if (value is not null && section >= 0)
        {
            lines[section] = lines[section].TrimEnd('\r', '\n') + end;
            lines.Insert(section + 1, $"{Key}={value}{end}");
        }
        else if (value is not null)
        {
            if (lines.Count > 0)
            {
                lines[^1] = lines[^1].TrimEnd('\r', '\n') + end;
                lines.Add(end);
            }

            lines.Add(Section + end);
            lines.Add($"{Key}={value}{end}");
        }

        var bom = content.AsSpan(0, UprojectText.BomLength(content));
        return [.. bom, .. Encoding.Latin1.GetBytes(string.Concat(lines))];
    }

    // A section that held only our line goes with the empty line that was put before it.
    private static void RemoveEmptySection(List<string> lines, int section)
    {
        var next = section + 1;
        if (next < lines.Count && !lines[next].TrimStart().StartsWith('['))
        {
            return;
        }

        lines.RemoveAt(section);
        if (section > 0 && lines[section - 1].Trim().Length == 0)
        {
            lines.RemoveAt(section - 1);
        }
    }

    private static (int Section, int Line, string? Value) Find(List<string> lines)
    {
        var section = -1;
        var isInside = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Trim();
            if (text.StartsWith('['))
            {
                isInside = text.Equals(Section, StringComparison.OrdinalIgnoreCase);
                section = isInside && section < 0 ? i : section;
            }
            else if (isInside && text.Split('=', 2) is [var key, var value] && key.Trim().Equals(Key, StringComparison.OrdinalIgnoreCase))
            {
                return (section, i, value.Trim());
            }
        }

        return (section, -1, null);
    }

    // Lines with their ends, so that what is not touched comes out as it went in.
    private static List<string> Split(byte[] content)
    {
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new InstallException("Config/DefaultEditorSettings.ini is written in UTF-16. Switch off 'Use Less CPU when in Background' in the editor's preferences instead (General, Performance).");
        }

        // One character for each byte, and back: what is in another encoding than UTF-8 comes out as it went in.
        var text = Encoding.Latin1.GetString(content.AsSpan(UprojectText.BomLength(content)));
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
