using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Obj;

/// <summary>
/// The statements of an OBJ or MTL file one after the other, through one window of bounded size. A backslash at the end of a line joins
/// the next one to it; comments and empty lines are passed over. No string is made of a line.
/// </summary>
internal sealed class ObjLines(ByteSource source)
{
    /// <summary>Longest statement, in bytes, joined lines together: a polygon of some ten thousand corners.</summary>
    public const int MaxLineBytes = 256 * 1024;

    private readonly byte[] _window = new byte[MaxLineBytes];
    private long _windowStart;
    private int _loaded;
    private int _next;

    /// <summary>The file.</summary>
    public ByteSource Source => source;

    /// <summary>Number of the present statement's first line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Offset of the present statement in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>The first comment that has text, without its mark; empty as long as none was passed.</summary>
    public string FirstComment { get; private set; } = "";

    private long _linesPassed;

    /// <summary>Goes to the next statement that is no comment; false at the end.</summary>
    /// <param name="line">The statement without its line end and without blanks around it. It is valid until the next call.</param>
    /// <exception cref="AssetFileException">A line is too long, or the file is not text.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        while (NextJoined(out line))
        {
            line = line.Trim(" \t\r"u8);
            if (line.Length == 0)
            {
                continue;
            }

            if (line[0] != (byte)'#')
            {
                return true;
            }

            if (FirstComment.Length == 0)
            {
                FirstComment = PrintableText.Clean(ObjText.Decode(line.TrimStart((byte)'#')), 256) ?? "";
            }
        }

        return false;
    }

    /// <summary>An error at the present statement.</summary>
    public AssetFileException Error(string message) => source.Error(Offset, $"line {Number}: {message}");

    private bool NextJoined(out ReadOnlySpan<byte> line)
    {
        Offset = _windowStart + _next;
        Number = _linesPassed + 1;
        var searched = _next;
        while (true)
        {
            var end = _window.AsSpan(searched, _loaded - searched).IndexOf((byte)'\n');
            if (end < 0)
            {
                searched = _loaded;
                if (Load(ref searched))
                {
                    continue;
                }

                line = _window.AsSpan(_next, _loaded - _next);
                _next = _loaded;
                CheckText(line);
                return line.Length > 0;
            }

            end += searched;
            _linesPassed++;
            if (!Joins(end))
            {
                line = _window.AsSpan(_next, end - _next);
                _next = end + 1;
                CheckText(line);
                return true;
            }

            searched = end + 1;
        }
    }

    // A backslash before the line end, which may be of two characters: both become blanks. In a comment it means nothing.
    private bool Joins(int end)
    {
        var last = end > _next && _window[end - 1] == (byte)'\r' ? end - 2 : end - 1;
        if (last < _next || _window[last] != (byte)'\\' || _window.AsSpan(_next, end - _next).TrimStart(" \t"u8)[0] == (byte)'#')
        {
            return false;
        }

        _window.AsSpan(last, end - last + 1).Fill((byte)' ');
        return true;
    }

    // Moves what is left of the statement to the front of the window and fills up behind it.
    private bool Load(ref int searched)
    {
        var fileAt = _windowStart + _loaded;
        if (fileAt >= source.Length)
        {
            return false;
        }

        if (_next > 0)
        {
            _window.AsSpan(_next, _loaded - _next).CopyTo(_window);
            _windowStart += _next;
            _loaded -= _next;
            searched -= _next;
            _next = 0;
        }

        if (_loaded == _window.Length)
        {
            throw Error($"the line is longer than {MaxLineBytes} bytes; the file is no OBJ or was damaged, export it again");
        }

        var count = (int)Math.Min(_window.Length - _loaded, source.Length - fileAt);
        source.Read(fileAt, _window.AsSpan(_loaded, count), "the text");
        if (fileAt == 0 && _window.AsSpan(0, count).StartsWith("\uFEFF"u8))
        {
            _window.AsSpan(0, 3).Fill((byte)' ');
        }

        _loaded += count;
        return true;
    }

    private void CheckText(ReadOnlySpan<byte> line)
    {
        if (line.Contains((byte)0))
        {
            throw Error("the file holds bytes that are no text; it is another kind of file or was damaged, export it again");
        }
    }
}
