using System.Text;
using System.Text.Json;

namespace DccBridge.Validation.Settings;

/// <summary>Walks over a settings file, token by token, and knows at each moment the place and the path of the field, for errors.</summary>
internal ref struct JsonCursor
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _file;
    private readonly List<Level> _levels = [];
    private Utf8JsonReader _reader;

    public JsonCursor(ReadOnlySpan<byte> bytes, string file)
    {
        _bytes = bytes;
        _file = file;
        _reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = MaxDepth,
        });
    }

    /// <summary>Where the current token begins, in bytes.</summary>
    public readonly int Offset => (int)_reader.TokenStartIndex;

    /// <summary>Path of the current field.</summary>
    public readonly string Field
    {
        get
        {
            var path = new StringBuilder();
            foreach (var level in _levels)
            {
                if (level.Names is null)
                {
                    path.Append('[').Append(level.Index).Append(']');
                }
                else if (level.Name is { } name)
                {
                    var plain = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
                    path.Append(plain ? path.Length > 0 ? "." : "" : "[\"").Append(name).Append(plain ? "" : "\"]");
                }
            }

            return path.ToString();
        }
    }

    private readonly Level Top => _levels[^1];

    /// <summary>Goes to the first token.</summary>
    public void Start() => Advance();

    /// <summary>Makes sure that nothing follows the value that was read.</summary>
    public void Finish()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
    }

    /// <summary>Enters the object that the current token begins.</summary>
    /// <param name="what">What the object is, for the error when it is something else.</param>
    public void EnterObject(string what)
    {
        Expect(JsonTokenType.StartObject, what);
        _levels.Add(new Level { Names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) });
    }

    /// <summary>Goes to the value of the next field, or leaves the object.</summary>
    public bool NextField(out string name)
    {
        Top.Name = null;
        Advance();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            _levels.RemoveAt(_levels.Count - 1);
            name = "";
            return false;
        }

        name = Text();
        Top.Name = name;
        if (!Top.Names!.Add(name))
        {
            throw Fail($"the field \"{name}\" stands here twice (case does not count). Leave one of them out.");
        }

        Top.NameOffset = Offset;
        Advance();
        return true;
    }

    /// <summary>Enters the array that the current token begins.</summary>
    /// <param name="what">What the array is, for the error when it is something else.</param>
    public void EnterArray(string what)
    {
        Expect(JsonTokenType.StartArray, what);
        _levels.Add(new Level { Index = -1 });
    }

    /// <summary>Goes to the next element, or leaves the array.</summary>
    /// <param name="most">Most elements.</param>
    public bool NextElement(int most)
    {
        Advance();
        if (_reader.TokenType == JsonTokenType.EndArray)
        {
            _levels.RemoveAt(_levels.Count - 1);
            return false;
        }

        Top.Index++;
        return Top.Index < most ? true : throw Fail($"has more than {most} entries. Leave some out.");
    }

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    public readonly bool IsString => _reader.TokenType == JsonTokenType.String;

    public readonly string ReadString(string what)
    {
        Expect(JsonTokenType.String, what);
        return Text();
    }

    public readonly bool ReadBoolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Mismatch("true or false"),
    };

    public readonly double ReadNumber(string what)
    {
        Expect(JsonTokenType.Number, what);
        return _reader.GetDouble();
    }

    /// <summary>Line and column, both from 1, of the current token.</summary>
    public readonly (int Line, int Column) Place => PlaceOf(_bytes, Offset);

    /// <summary>Passes over the current value, whatever is in it.</summary>
    public void Skip()
    {
        try
        {
            _reader.Skip();
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
    }

    /// <summary>An error about the value of the current field.</summary>
    public readonly ValidationSettingsException Fail(string problem) => FailAt(Offset, problem);

    /// <summary>An error about the name of the current field.</summary>
    public readonly ValidationSettingsException FailAtName(string problem) => FailAt(Top.NameOffset, problem);

    /// <summary>An error about the current field at another place.</summary>
    public readonly ValidationSettingsException FailAt(int offset, string problem)
    {
        var (line, column) = PlaceOf(_bytes, offset);
        var field = Field;
        return new ValidationSettingsException(_file, line, column, field, field.Length == 0 ? "The file " + problem : field + " " + problem);
    }

    /// <summary>Line and column, both from 1, of a byte; the column counts UTF-16 units, as editors do.</summary>
    public static (int Line, int Column) PlaceOf(ReadOnlySpan<byte> bytes, int offset)
    {
        offset = Math.Min(offset, bytes.Length);
        var line = 1;
        var start = 0;
        for (var i = 0; i < offset; i++)
        {
            if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 >= bytes.Length || bytes[i + 1] != '\n')))
            {
                line++;
                start = i + 1;
            }
        }

        return (line, Encoding.UTF8.GetCharCount(bytes[start..offset]) + 1);
    }

    private void Advance()
    {
        try
        {
            if (!_reader.Read())
            {
                throw Fail("ends too early.");
            }
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
    }

    private readonly void Expect(JsonTokenType type, string what)
    {
        if (_reader.TokenType != type)
        {
            throw Mismatch(what);
        }
    }

    private readonly ValidationSettingsException Mismatch(string what) => Fail($"must be {what}, but is {_reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    }}.");

    /// <summary>The text of a string or a name. An escaped half of a surrogate pair ("\ud800") is well-formed JSON but no text.</summary>
    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fail("has an escape sequence that is half a character. Write the character itself.");
        }
    }

    private readonly ValidationSettingsException Malformed(JsonException exception)
    {
        // The reader counts lines by line feed only, from 0, and columns in bytes.
        var offset = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            offset += _bytes[offset..].IndexOf((byte)'\n') + 1;
        }

        offset += (int)(exception.BytePositionInLine ?? 0);
        var (shownLine, column) = PlaceOf(_bytes, offset);
        var text = exception.Message;
        var place = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new ValidationSettingsException(_file, shownLine, column, Field, "This is not JSON: " + (place < 0 ? text : text[..place]), exception);
    }

    /// <summary>One open object or array.</summary>
    private sealed class Level
    {
        public HashSet<string>? Names { get; init; }

        public string? Name { get; set; }

        public int NameOffset { get; set; }

        public int Index { get; set; }
    }
}
