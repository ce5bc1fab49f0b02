using System.Text;

namespace DccBridge.Validation.Settings.Suppressing;

/// <summary>How a text is laid out: line ends, indentation, and what stands between two values.</summary>
internal sealed class TextLayout(byte[] content)
{
    private const string DefaultUnit = "  ";

    /// <summary>How its lines end.</summary>
    public string NewLine { get; } = content.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";

    /// <summary>What one step of indentation is.</summary>
    /// <param name="root">The object that is the file.</param>
    public string UnitOf(TextContainer root)
    {
        // The first line behind the brace that has anything on it.
        for (var i = root.Open + 1; i < root.Close; i++)
        {
            if (content[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            var indentation = IndentationAt(i);
            return IsFirstOnLine(i) && indentation.Length > 0 ? indentation : DefaultUnit;
        }

        return DefaultUnit;
    }

    /// <summary>The white space that the line of a byte begins with.</summary>
    public string IndentationAt(int offset)
    {
        var start = LineStart(offset);
        var end = start;
        while (end < content.Length && content[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        return Encoding.UTF8.GetString(content, start, end - start);
    }

    /// <summary>Whether only white space stands before it on its line.</summary>
    public bool IsFirstOnLine(int offset)
    {
        var start = LineStart(offset);
        return start > 0 && content.AsSpan(start, offset - start).Trim(" \t"u8).IsEmpty;
    }

    /// <summary>Whether a line ends between two bytes.</summary>
    public bool HasLineEnd(int start, int end) => content.AsSpan(start, end - start).ContainsAny((byte)'\n', (byte)'\r');

    /// <summary>Where the line of a byte begins.</summary>
    public int LineStart(int offset)
    {
        while (offset > 0 && content[offset - 1] is not ((byte)'\n' or (byte)'\r'))
        {
            offset--;
        }

        return offset;
    }

    /// <summary>The comma behind a value; -1 when a closing bracket comes first. Passes over white space and comments.</summary>
    public int CommaAfter(int offset)
    {
        while (offset < content.Length)
        {
            var rest = content.AsSpan(offset);
            if (rest.StartsWith("//"u8))
            {
                var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
                offset = end < 0 ? content.Length : offset + end;
            }
            else if (rest.StartsWith("/*"u8))
            {
                var end = rest[2..].IndexOf("*/"u8);
                offset = end < 0 ? content.Length : offset + 2 + end + 2;
            }
            else if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                offset++;
            }
            else
            {
                return rest[0] == (byte)',' ? offset : -1;
            }
        }

        return -1;
    }

    /// <summary>Behind the white space and the one line end that follow, when nothing else stands there; else the offset itself.</summary>
    public int EndOfLineAfter(int offset)
    {
        var end = offset;
        while (end < content.Length && content[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        return content.AsSpan(end).StartsWith("\r\n"u8) ? end + 2 : end < content.Length && content[end] is (byte)'\n' or (byte)'\r' ? end + 1 : offset;
    }
}
