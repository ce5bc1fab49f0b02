using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DccBridge.Tests.Generator;

/// <summary>Options of the compilers that run within tests.</summary>
internal static class CompilerOptions
{
    /// <summary>
    /// A library, nullable. As the SDK does, it keeps quiet about references that were built against an older framework (CS1701, CS1702), as the
    /// package MessagePack is.
    /// </summary>
    public static CSharpCompilationOptions Library { get; } = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress });
}
