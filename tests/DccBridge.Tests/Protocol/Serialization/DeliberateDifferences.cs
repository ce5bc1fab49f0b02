namespace DccBridge.Tests.Protocol.Serialization;

/// <summary>Where our formatters answer otherwise than MessagePack for C#, on purpose. The peer is not trusted, and a message is never half right.</summary>
internal static class DeliberateDifferences
{
    /// <summary>Vectors that the package reads or writes and we refuse, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Refused = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["union.interface.unregistered"] = "the package writes nil and the value is lost silently",
        ["string.invalid-utf8"] = "text that is not UTF-8 would change on its way",
        ["string.utf8-surrogate"] = "text that is not UTF-8 would change on its way",
        ["string.overlong-nul"] = "text that is not UTF-8 would change on its way",
        ["bytes.from-array"] = "bytes are bin; an array would cost a byte or two for each",
        ["bytes.from-array-empty"] = "bytes are bin",
        ["List<byte>.from-bin"] = "a list is an array",
        ["Memory<byte>.from-nil"] = "nil is no value of a type that is not nullable",
        ["class.required-missing"] = "required means required",
        ["class.required-nil"] = "nil is no value of a type that is not nullable",
        ["union.unknown-key"] = "a case that is not known would become null in silence",
        ["union.negative-key"] = "a case that is not known would become null in silence",
        ["union.sparse-unknown-key"] = "a case that is not known would become null in silence",
        ["union.nil-body-class"] = "a case without a body is no value",
        ["trailing.after-class"] = "MessageCodec decodes exactly one message",
        ["trailing.after-int"] = "MessageCodec decodes exactly one message",
    };

    /// <summary>Vectors that we read as something else: the JSON of our result, and the reason.</summary>
    public static readonly IReadOnlyDictionary<string, (string Result, string Reason)> ReadOtherwise = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["record.ctor-missing"] = ("{\"A\":5,\"B\":7,\"C\":\"c\"}", "a parameter that is missing takes its declared default, as a property keeps its initial value"),
        ["class.private-set"] = ("{\"Open\":1,\"Closed\":2}", "a keyed member is read whatever the access of its setter; the package's own generated formatters do so too"),
    };
}
