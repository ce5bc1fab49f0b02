using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DccBridge.Protocol.Generator.Model;

/// <summary>A diagnostic without the syntax tree, so that two runs can be compared.</summary>
internal sealed class Problem : IEquatable<Problem>
{
    private readonly DiagnosticDescriptor _descriptor;
    private readonly string[] _arguments;
    private readonly string? _file;
    private readonly TextSpan _span;
    private readonly LinePositionSpan _lines;

    public Problem(DiagnosticDescriptor descriptor, ISymbol symbol, params string[] arguments)
    {
        _descriptor = descriptor;
        _arguments = arguments;
        if (symbol.Locations.FirstOrDefault() is { SourceTree: { } tree } location)
        {
            _file = tree.FilePath;
            _span = location.SourceSpan;
            _lines = location.GetLineSpan().Span;
        }
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(_descriptor, _file is null ? Location.None : Location.Create(_file, _span, _lines), _arguments);

    public bool Equals(Problem? other) =>
        other is not null && _descriptor.Id == other._descriptor.Id && _file == other._file && _span == other._span && _arguments.SequenceEqual(other._arguments);

    public override bool Equals(object? obj) => Equals(obj as Problem);

    public override int GetHashCode() => unchecked((_descriptor.Id.GetHashCode() * 31) + _span.GetHashCode());
}
