using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DccBridge.Dcc.Brine;
using DccBridge.Dcc.Rpyc;

namespace DccBridge.Dcc.Houdini;

/// <summary>A Python expression in the making: its text, and the values that the text calls a[0], a[1], ... Values never become part of the text.</summary>
internal sealed record ExpressionText
{
    /// <summary>Longest text, in characters.</summary>
    private const int MaxSource = 64 * 1024;

    private const int MaxArguments = 4096;

    private const int MaxDepth = 16;

    public static ExpressionText Empty { get; } = new();

    public string Source { get; init; } = "";

    public ImmutableList<object?> Arguments { get; private init; } = [];

    /// <summary>Adds a piece of text, an argument in its place, and another piece.</summary>
    public ExpressionText Append(string before, object? argument, string after) => Text(before).Value(argument, 0).Text(after);

    /// <summary>Adds an attribute.</summary>
    /// <exception cref="ArgumentException">It is no name of Python.</exception>
    public ExpressionText Attribute(string name) =>
        IsName(name) ? Text(".").Text(name) : throw new ArgumentException($"\"{name}\" is no name in Python.", nameof(name));

    /// <summary>Adds a call.</summary>
    /// <param name="arguments">The arguments; named ones last.</param>
    /// <param name="names">Names of the last arguments.</param>
    public ExpressionText Call(IReadOnlyList<object?> arguments, IReadOnlyList<string> names)
    {
        var text = Text("(");
        var positional = arguments.Count - names.Count;
        for (var i = 0; i < arguments.Count; i++)
        {
            text = i > 0 ? text.Text(",") : text;
            if (i >= positional)
            {
                var name = names[i - positional];
                text = IsName(name) ? text.Text(name).Text("=") : throw new ArgumentException($"\"{name}\" is no name in Python.", nameof(names));
            }

            text = text.Value(arguments[i], 0);
        }

        return text.Text(")");
    }

    /// <summary>Adds an index.</summary>
    public ExpressionText Index(IReadOnlyList<object?> indices) =>
        indices.Count == 1 ? Append("[", indices[0], "]") : Append("[", new PythonTuple(indices), "]");

    /// <summary>An expression that somebody wrote, in which a[0], a[1], ... are these arguments.</summary>
    public static ExpressionText Written(string expression, IReadOnlyList<object?> arguments)
    {
        var values = Empty;
        foreach (var argument in arguments)
        {
            values = values.Value(argument, 0).Text(",");
        }

        // A list or an object of ours is made of several values: then the text's own "a" has to be made of them first.
        var numbers = string.Concat(Enumerable.Range(0, arguments.Count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"a[{i}],")));
        return (values with { Source = "" }).Text(values.Source == numbers ? expression : $"(lambda a:({expression}))(({values.Source}))");
    }

    private ExpressionText Text(string text) =>
        Source.Length + text.Length <= MaxSource ? this with { Source = Source + text } : throw new ArgumentException($"The expression is longer than {MaxSource} characters; evaluate a part of it first.", nameof(text));

    /// <summary>A value in its place. Lists and dictionaries do not travel by value in rpyc: tuples of their items do, and the text makes them lists again.</summary>
    private ExpressionText Value(object? value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException($"The argument is nested deeper than {MaxDepth}.", nameof(value));
        }

        switch (value)
        {
            case PythonExpression expression:
                return Inline(expression.Text);
            case PythonObject thing:
                return Argument(thing.Reference);
            case IDictionary dictionary:
                return Dictionary(dictionary, depth);
            case PythonTuple tuple:
                return Argument(Referring(tuple, depth));
            case string or byte[] or RpycReference or RpycCallback:
                return Argument(value);
            case IEnumerable items:
                return List([.. items.Cast<object?>()], depth);
            default:
                return BrineWriter.IsPlain(value) ? Argument(value) : throw new ArgumentException($"A {value!.GetType().Name} cannot be sent to Python. Send numbers, text, bytes, lists, dictionaries or objects of this Houdini.", nameof(value));
        }
    }

    /// <summary>The tuple with the wire's references in the place of objects.</summary>
    private static PythonTuple Referring(PythonTuple tuple, int depth) => depth > MaxDepth
        ? throw new ArgumentException($"The argument is nested deeper than {MaxDepth}.", nameof(tuple))
        : new PythonTuple(tuple.Select(item => item switch
        {
            PythonObject thing => thing.Reference,
            PythonTuple inner => Referring(inner, depth + 1),
            _ => item,
        }).ToArray());

    private ExpressionText Argument(object? value)
    {
        if (Arguments.Count >= MaxArguments)
        {
            throw new ArgumentException($"The expression has more than {MaxArguments} values; send them as one list.", nameof(value));
        }

        return Text(string.Create(CultureInfo.InvariantCulture, $"a[{Arguments.Count}]")) with { Arguments = Arguments.Add(value) };
    }

    private ExpressionText List(object?[] items, int depth)
    {
        if (items.All(static item => BrineWriter.IsPlain(item) || item is RpycReference))
        {
            return Text("list(").Argument(new PythonTuple(items)).Text(")");
        }

        var text = Text("[");
        for (var i = 0; i < items.Length; i++)
        {
            text = (i > 0 ? text.Text(",") : text).Value(items[i], depth + 1);
        }

        return text.Text("]");
    }

    private ExpressionText Dictionary(IDictionary dictionary, int depth)
    {
        var text = Text("{");
        var first = true;
        foreach (DictionaryEntry entry in dictionary)
        {
            text = (first ? text : text.Text(",")).Value(entry.Key, depth + 1).Text(":").Value(entry.Value, depth + 1);
            first = false;
        }

        return text.Text("}");
    }

    /// <summary>Another expression inside of this one: its values get new numbers.</summary>
    private ExpressionText Inline(ExpressionText other)
    {
        var moved = new StringBuilder(other.Source);
        for (var i = other.Arguments.Count - 1; i >= 0; i--)
        {
            // From the last down, so that no number is moved twice; the text holds "a[" nowhere else, since values never enter it.
            moved.Replace(string.Create(CultureInfo.InvariantCulture, $"a[{i}]"), string.Create(CultureInfo.InvariantCulture, $"a[{i + Arguments.Count}]"));
        }

        return (this with { Arguments = Arguments.AddRange(other.Arguments) }).Text("(").Text(moved.ToString()).Text(")");
    }

    private static bool IsName(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => c == '_' || char.IsLetterOrDigit(c));
}
