using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DccBridge.Validation.Settings.Suppressing;

/// <summary>
/// Changes the suppressions of a settings file as a careful person would: only the bytes that must change. Comments, order, indentation, line ends and
/// trailing commas stay, because people keep this file under version control.
/// </summary>
public static class SuppressionEdit
{
    /// <summary>The file with a suppression: a new entry at the end of the list, or another reason and date for the entry of the same rule and path.</summary>
    /// <param name="content">The file, which must be one that <see cref="ValidationSettingsFile"/> accepts; empty for a file that does not exist.</param>
    /// <param name="suppression">What is accepted.</param>
    /// <returns>The new content; <paramref name="content"/> itself when it says so already.</returns>
    public static byte[] Put(byte[] content, Suppression suppression)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(suppression);
        var text = SettingsText.Parse(content.Length == 0 ? "{\n}\n"u8.ToArray() : content);
        var layout = new TextLayout(text.Content);
        if (text.Entries.LastOrDefault(entry => IsOf(entry, suppression.Rule, suppression.Path)) is { } entry)
        {
            return PutInto(text.Content, entry, suppression);
        }

        if (text.List is { } list)
        {
            var sample = text.Entries.Count > 0 ? text.Entries[^1].Whole : (TextSpan?)null;
            var isLong = sample is { } last ? layout.HasLineEnd(last.Start, last.End) : layout.IsFirstOnLine(list.Close) || layout.IsFirstOnLine(text.Root.Close);
            return Append(text, layout, list, indentation => EntryOf(suppression, layout, isLong ? layout.UnitOf(text.Root) : null, indentation), breaks: text.Entries.Count == 0 && isLong);
        }

        var unit = layout.UnitOf(text.Root);
        return Append(
            text,
            layout,
            text.Root,
            indentation => indentation is null
                ? $"\"suppressions\": [{EntryOf(suppression, layout, null, null)}]"
                : $"\"suppressions\": [{layout.NewLine}{indentation}{unit}{EntryOf(suppression, layout, unit, indentation + unit)}{layout.NewLine}{indentation}]",
            breaks: false);
    }

    /// <summary>The file without the suppressions of exactly this rule and path.</summary>
    /// <param name="content">As for <see cref="Put"/>.</param>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="path">The asset or folder; case does not count.</param>
    /// <returns>The new content; <paramref name="content"/> itself when there was none.</returns>
    public static byte[] Remove(byte[] content, string rule, string path)
    {
        ArgumentNullException.ThrowIfNull(content);
        while (content.Length > 0)
        {
            var text = SettingsText.Parse(content);
            var index = text.Entries.ToList().FindIndex(entry => IsOf(entry, rule, path));
            if (index < 0)
            {
                break;
            }

            content = RemoveEntry(text, index);
        }

        return content;
    }

    private static bool IsOf(SuppressionEntry entry, string rule, string path) =>
        entry.Rule == rule && string.Equals(entry.Path, path, StringComparison.OrdinalIgnoreCase);

    private static byte[] PutInto(byte[] content, SuppressionEntry entry, Suppression suppression)
    {
        List<(TextSpan Span, string Value)> values = [(entry.Reason, Quote(suppression.Reason)), (entry.Expires, DateOf(suppression))];
        foreach (var (span, value) in values.OrderByDescending(pair => pair.Span.Start))
        {
            // What means the same stays as it is written, escapes included.
            using var written = JsonDocument.Parse(content.AsMemory(span.Start, span.End - span.Start));
            using var wanted = JsonDocument.Parse(value);
            if (written.RootElement.ToString() != wanted.RootElement.ToString())
            {
                content = Replace(content, span, value);
            }
        }

        return content;
    }

    /// <param name="text">The file.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="container">What gets a new last item.</param>
    /// <param name="item">Makes the item for an indentation; null is on a line with others.</param>
    /// <param name="breaks">Whether an empty container on one line is opened over several.</param>
    private static byte[] Append(SettingsText text, TextLayout layout, TextContainer container, Func<string?, string> item, bool breaks)
    {
        var content = text.Content;
        var comma = container.LastEnd < 0 ? -1 : layout.CommaAfter(container.LastEnd);
        var keepsComma = comma >= 0 ? "," : "";
        var closesLine = layout.IsFirstOnLine(container.Close);
        string added;
        int at;
        if (closesLine || breaks)
        {
            var outer = layout.IndentationAt(closesLine ? container.Close : container.Open);
            var indentation = outer + layout.UnitOf(text.Root);
            at = closesLine ? layout.LineStart(container.Close) : container.Close;
            added = closesLine
                ? $"{indentation}{item(indentation)}{keepsComma}{layout.NewLine}"
                : $"{layout.NewLine}{indentation}{item(indentation)}{layout.NewLine}{outer}";
        }
        else
        {
            at = comma >= 0 ? comma + 1 : container.LastEnd >= 0 ? container.LastEnd : container.Close;
            added = $"{(container.LastEnd < 0 && content[at - 1] == (byte)' ' ? "" : " ")}{item(null)}{keepsComma}{(container.LastEnd < 0 ? " " : "")}";
        }

        // In this order: what is added stands behind the last item, whose offset so stays what it was.
        content = Replace(content, new TextSpan(at, at), added);
        return container.LastEnd >= 0 && comma < 0 ? Replace(content, new TextSpan(container.LastEnd, container.LastEnd), ",") : content;
    }

    private static byte[] RemoveEntry(SettingsText text, int index)
    {
        var content = text.Content;
        var layout = new TextLayout(content);
        var whole = text.Entries[index].Whole;
        var comma = layout.CommaAfter(whole.End);
        var commaBefore = comma < 0 && index > 0 ? layout.CommaAfter(text.Entries[index - 1].Whole.End) : -1;

        // A comment between the entry and its comma stays; then only the comma itself goes.
        var isCommaNear = comma >= 0 && content.AsSpan(whole.End, comma - whole.End).Trim(" \t\r\n"u8).IsEmpty;
        var end = isCommaNear ? comma + 1 : whole.End;
        var start = whole.Start;
        if (layout.IsFirstOnLine(start) && layout.EndOfLineAfter(end) is var lineEnd && lineEnd > end)
        {
            (start, end) = (layout.LineStart(start), lineEnd);
        }
        else if (commaBefore >= 0 && content[start - 1] == (byte)' ')
        {
            start--;
        }
        else if (end < content.Length && content[end] == (byte)' ')
        {
            end++;
        }

        if (comma >= 0 && !isCommaNear)
        {
            content = Replace(content, new TextSpan(comma, comma + 1), "");
        }

        content = Replace(content, new TextSpan(start, end), "");
        return commaBefore >= 0 ? Replace(content, new TextSpan(commaBefore, commaBefore + 1), "") : content;
    }

    private static string EntryOf(Suppression suppression, TextLayout layout, string? unit, string? indentation)
    {
        string[] fields =
        [
            $"\"rule\": {Quote(suppression.Rule)}",
            $"\"path\": {Quote(suppression.Path)}",
            $"\"reason\": {Quote(suppression.Reason)}",
            $"\"expires\": {DateOf(suppression)}",
        ];
        if (unit is null || indentation is null)
        {
            return $"{{ {string.Join(", ", fields)} }}";
        }

        var line = layout.NewLine + indentation;
        return $"{{{line}{unit}{string.Join($",{line}{unit}", fields)}{line}}}";
    }

    private static string DateOf(Suppression suppression) => suppression.Expires is { } date ? Quote(SuppressionReader.FormatDate(date)) : "null";

    // Not for web pages: other scripts and quotation marks stay readable.
    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static byte[] Replace(byte[] content, TextSpan span, string text) => [.. content[..span.Start], .. Encoding.UTF8.GetBytes(text), .. content[span.End..]];
}
