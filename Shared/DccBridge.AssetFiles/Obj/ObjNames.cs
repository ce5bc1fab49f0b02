namespace DccBridge.AssetFiles.Obj;

/// <summary>Names of a kind, each with its number, without a string for a name that is known.</summary>
internal sealed class ObjNames
{
    private readonly List<(byte[] Bytes, string Text)> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private int _last = -1;

    /// <summary>The names in the order of their first use.</summary>
    public IEnumerable<string> Texts => _names.Select(name => name.Text);

    /// <summary>How many there are.</summary>
    public int Count => _names.Count;

    /// <summary>The number of a name, given to it when it is new.</summary>
    /// <param name="lines">Where it stands, for errors.</param>
    /// <param name="bytes">The name.</param>
    /// <param name="what">What it names, for errors.</param>
    /// <param name="most">Most names of this kind.</param>
    /// <param name="maxLength">Longest name, in characters.</param>
    public int NumberOf(ObjLines lines, ReadOnlySpan<byte> bytes, string what, int most, int maxLength)
    {
        // Exporters name the same material again and again.
        if (_last >= 0 && bytes.SequenceEqual(_names[_last].Bytes))
        {
            return _last;
        }

        var text = ObjText.Decode(bytes);
        if (text.Length > maxLength)
        {
            throw lines.Error($"a name is {text.Length} characters long and the limit is {maxLength}; shorten it in the DCC and export again");
        }

        if (!_numbers.TryGetValue(text, out var number))
        {
            if (_names.Count == most)
            {
                throw lines.Error($"the file has more than {most} {what}; split the asset");
            }

            _numbers.Add(text, number = _names.Count);
            _names.Add((bytes.ToArray(), text));
        }

        return _last = number;
    }

    /// <summary>The name of a number.</summary>
    public string this[int number] => _names[number].Text;
}
