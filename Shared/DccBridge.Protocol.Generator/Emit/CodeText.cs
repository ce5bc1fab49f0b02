using System.Text;

namespace DccBridge.Protocol.Generator.Emit;

/// <summary>Indented C# text with line feeds.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder _text = new();
    private int _level;

    public CodeText Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _level).Append(line);
        }

        _text.Append('\n');
        return this;
    }

    public CodeText Open(string line = "")
    {
        if (line.Length > 0)
        {
            Line(line);
        }

        Line("{");
        _level++;
        return this;
    }

    public CodeText Close(string after = "")
    {
        _level--;
        return Line("}" + after);
    }

    public override string ToString() => _text.ToString();
}
