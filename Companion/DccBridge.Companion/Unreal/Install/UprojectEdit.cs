using System.Text;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>A .uproject after an edit.</summary>
/// <param name="Content">The whole file.</param>
/// <param name="Added">Plugins that had no entry.</param>
/// <param name="SwitchedOn">Plugins whose entry said that they are off.</param>
/// <param name="MadeList">There was no list of plugins.</param>
internal sealed record EnabledProject(byte[] Content, IReadOnlyList<string> Added, IReadOnlyList<string> SwitchedOn, bool MadeList);

/// <summary>Edits of a .uproject that keep indentation, line ends, byte order mark and order of keys: only the bytes of the edit differ.</summary>
internal static class UprojectEdit
{
    /// <summary>Enables plugins; what is enabled already is left alone.</summary>
    /// <exception cref="InstallException">It is no JSON object in UTF-8.</exception>
    public static EnabledProject Enable(byte[] content, IReadOnlyList<string> names, string path)
    {
        var text = UprojectText.Parse(content, path);
        var off = text.Plugins.Where(p => p.Enabled != true && names.Contains(p.Name, StringComparer.OrdinalIgnoreCase)).ToArray();

        // From the end, so that the offsets before stay true.
        foreach (var entry in off.Reverse())
        {
            content = entry.Enabled is null
                ? Replace(content, entry.EnabledStart, entry.EnabledStart, ", \"Enabled\": true")
                : Replace(content, entry.EnabledStart, entry.EnabledStart + "false".Length, "true");
        }

        var added = names.Where(n => text.Find(n) is null).ToArray();
        if (added.Length > 0)
        {
            text = UprojectText.Parse(content, path);
            content = Insert(text, added);
        }

        return new EnabledProject(content, added, [.. off.Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase)], added.Length > 0 && text.ListStart < 0);
    }

    /// <summary>Takes back what <see cref="Enable"/> did. An entry to which somebody has added something is kept.</summary>
    /// <returns>The file, and the plugins whose entries were kept.</returns>
    /// <exception cref="InstallException">It is no JSON object in UTF-8.</exception>
    public static (byte[] Content, IReadOnlyList<string> Kept) Undo(byte[] content, IEnumerable<string> added, IEnumerable<string> switchedOn, bool madeList, string path)
    {
        var kept = new List<string>();
        foreach (var name in added)
        {
            var text = UprojectText.Parse(content, path);
            if (text.Find(name) is not { } entry)
            {
                continue;
            }

            if (entry.Properties > 2)
            {
                kept.Add(name);
                continue;
            }

            content = RemoveEntry(text, entry);
        }

        foreach (var name in switchedOn)
        {
            if (UprojectText.Parse(content, path).Find(name) is { Enabled: true } entry)
            {
                content = Replace(content, entry.EnabledStart, entry.EnabledStart + "true".Length, "false");
            }
        }

        var last = UprojectText.Parse(content, path);
        return (madeList && last is { ListStart: >= 0, Plugins.Count: 0 } ? RemoveList(last) : content, kept);
    }

    private static byte[] Insert(UprojectText text, IReadOnlyList<string> names)
    {
        var shape = Shape.Of(text);
        if (text.Plugins is [.., var last])
        {
            var entries = string.Concat(names.Select(n => "," + shape.BeforeEntry + shape.Entry(n)));
            return Replace(text.Content, last.End, last.End, entries);
        }

        var list = "[" + string.Join(',', names.Select(n => shape.BeforeEntry + shape.Entry(n))) + shape.BeforeListEnd + "]";
        if (text.ListStart >= 0)
        {
            return Replace(text.Content, text.ListStart, text.ListEnd, list);
        }

        var property = shape.BeforeKey + "\"Plugins\":" + shape.Space + list;
        return text.LastValueEnd >= 0
            ? Replace(text.Content, text.LastValueEnd, text.LastValueEnd, "," + property)
            : Replace(text.Content, text.RootStart, text.RootEnd, property + shape.BeforeRootEnd);
    }

    private static byte[] RemoveEntry(UprojectText text, PluginEntry entry)
    {
        var index = text.Plugins.ToList().IndexOf(entry);
        return index > 0
            ? Replace(text.Content, text.Plugins[index - 1].End, entry.End, "")
            : text.Plugins.Count > 1
                ? Replace(text.Content, entry.Start, text.Plugins[1].Start, "")
                : Replace(text.Content, text.ListStart, text.ListEnd, "[]");
    }

    // With the comma before it; the first key of the file takes the comma behind it along.
    private static byte[] RemoveList(UprojectText text)
    {
        var end = text.ListEnd;
        if (text.BeforeListKey != text.RootStart)
        {
            return Replace(text.Content, text.BeforeListKey, end, "");
        }

        while (end < text.RootEnd && text.Content[end] is (byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            end++;
        }

        return Replace(text.Content, text.LastValueEnd == text.ListEnd ? text.RootStart : text.ListKey, end, "");
    }

    private static byte[] Replace(byte[] content, int start, int end, string with) =>
        [.. content.AsSpan(0, start), .. Encoding.UTF8.GetBytes(with), .. content.AsSpan(end)];

    /// <summary>How this file is laid out, learned from what stands there.</summary>
    private sealed record Shape(string BeforeKey, string BeforeRootEnd, string BeforeEntry, string BeforeListEnd, string Space, Func<string, string> Entry)
    {
        public static Shape Of(UprojectText text)
        {
            var content = text.Content;
            var line = content.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : content.AsSpan().IndexOf((byte)'\n') >= 0 ? "\n" : null;
            if (line is null)
            {
                var space = content.AsSpan().IndexOf("\": "u8) >= 0 ? " " : "";
                return new Shape(space, "", space.Length == 0 || text.Plugins.Count == 0 ? "" : " ", "", space, n => $"{{\"Name\":{space}\"{n}\",{space}\"Enabled\":{space}true}}");
            }

            var unit = text.FirstKey >= 0 && Indent(content, text.FirstKey) is { Length: > 0 } first ? first : "\t";
            var key = text.ListKey >= 0 && Indent(content, text.ListKey) is { } own ? own : unit;
            if (text.Plugins is [.., var last])
            {
                var item = Indent(content, last.Start);
                var isOnOneLine = content.AsSpan(last.Start, last.End - last.Start).IndexOf((byte)'\n') < 0;
                var deeper = (item ?? key + unit) + unit;
                return new Shape(
                    line + key,
                    line,
                    item is null ? " " : line + item,
                    line + key,
                    " ",
                    isOnOneLine ? n => $"{{ \"Name\": \"{n}\", \"Enabled\": true }}" : n => $"{{{line}{deeper}\"Name\": \"{n}\",{line}{deeper}\"Enabled\": true{line}{item ?? key + unit}}}");
            }

            var inner = key + unit;
            return new Shape(line + key, line, line + inner, line + key, " ", n => $"{{{line}{inner}{unit}\"Name\": \"{n}\",{line}{inner}{unit}\"Enabled\": true{line}{inner}}}");
        }

        // The white space between the start of the line and the place; null when something else stands there.
        private static string? Indent(byte[] content, int place)
        {
            var start = place;
            while (start > 0 && content[start - 1] is (byte)' ' or (byte)'\t')
            {
                start--;
            }

            return start > 0 && content[start - 1] == (byte)'\n' ? Encoding.ASCII.GetString(content, start, place - start) : null;
        }
    }
}
