using Microsoft.CodeAnalysis;

namespace DccBridge.Protocol.Generator;

/// <summary>What the generator refuses, each with the mend. Ids are never reused; the README lists them.</summary>
internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor DuplicateKey = Error("DCCB001", "Duplicate key", "Key {0} of '{1}' is used by '{2}' already; give each member its own key");
    public static readonly DiagnosticDescriptor InvalidKey = Error("DCCB002", "Invalid key", "The key of '{0}' must be an integer from 0 to 255");
    public static readonly DiagnosticDescriptor UnsupportedType = Error("DCCB003", "Unsupported type", "'{0}' has the type '{1}', which cannot be written; use a scalar, an enum, a list, a dictionary with scalar keys, or a message type");
    public static readonly DiagnosticDescriptor NotPartial = Error("DCCB004", "Not partial", "'{0}' must be declared partial (and the types around it too), so that its formatter can be added");
    public static readonly DiagnosticDescriptor NoKey = Error("DCCB005", "Member without key", "'{0}' has neither [Key] nor [IgnoreMember]; give it one of them");
    public static readonly DiagnosticDescriptor InvalidUnion = Error("DCCB006", "Invalid union", "Union case {0} of '{1}' is wrong: {2}");
    public static readonly DiagnosticDescriptor InvalidType = Error("DCCB007", "Invalid message type", "'{0}' cannot be a message: {1}");
    public static readonly DiagnosticDescriptor NotSettable = Error("DCCB008", "Member cannot be set", "'{0}' cannot be set when a message is read; give it a setter or init, name a constructor parameter after it, or mark it [IgnoreMember]");
    public static readonly DiagnosticDescriptor ParameterWithoutKey = Error("DCCB009", "Constructor parameter without key", "The parameter '{0}' of the primary constructor of '{1}' belongs to no member with a [Key]; write [property: Key(n)] before it");

    private static DiagnosticDescriptor Error(string id, string title, string format) =>
        new(id, title, format, "DccBridge.Protocol", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
