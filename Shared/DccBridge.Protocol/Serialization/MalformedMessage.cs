using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>Words the errors of reading, and puts the place in front of them. For generated formatters and hand-written messages.</summary>
public static class MalformedMessage
{
    // An error text must not grow with what a peer sends.
    private const int QuotedKey = 64;

    private const string IsMissing = " is missing.";

    /// <summary>Whether <paramref name="exception"/> says that the bytes are wrong, as opposed to a fault of the program.</summary>
    public static bool IsCause(Exception exception) =>
        exception is MessagePackSerializationException or EndOfStreamException or OverflowException;

    /// <summary>Puts the place of a failure in front of it: <paramref name="member"/> of <paramref name="type"/>, or the whole of it when that is null.</summary>
    public static MessagePackSerializationException At(string type, string? member, int key, Exception cause)
    {
        MessageReadException failure = From(cause);
        bool isMissing = ReferenceEquals(failure.Detail, IsMissing);
        return new MessageReadException(type, member is null ? failure.Place : $".{member}{failure.Place}", isMissing ? $" (key {key}){IsMissing}" : failure.Detail, cause);
    }

    /// <summary>Puts the position in an array or map in front of a failure; no position when <paramref name="index"/> is negative.</summary>
    public static MessagePackSerializationException AtItem(int index, Exception cause)
    {
        MessageReadException failure = From(cause);
        return new MessageReadException("", index < 0 ? failure.Place : $"[{index}]{failure.Place}", failure.Detail, cause);
    }

    /// <summary>Puts a name in front of a failure that stays there, whatever message it is in: "the idempotency key has 600 bytes; 512 are allowed."</summary>
    public static MessagePackSerializationException Named(string what, Exception cause)
    {
        MessagePackSerializationException failure = At(what, null, 0, cause);
        return new MessagePackSerializationException(failure.Message, failure.InnerException);
    }

    /// <summary>The member that is being read is not there.</summary>
    public static MessagePackSerializationException Missing() => new MessageReadException("", "", IsMissing, null);

    /// <summary>A required member is missing.</summary>
    public static MessagePackSerializationException Missing(string type, string member, int key) => At(type, member, key, Missing());

    /// <summary>The value is nil and must not be.</summary>
    public static MessagePackSerializationException Nil() => Because(" is nil; a value is required.");

    /// <summary>What <paramref name="what"/> names is nil and must not be.</summary>
    public static MessagePackSerializationException Nil(string what) => Named(what, Nil());

    /// <summary>A map has the same key twice.</summary>
    public static MessagePackSerializationException DuplicateKey(object key)
    {
        string text = key.ToString() ?? "";
        return Because($" has the key '{(text.Length <= QuotedKey ? text : text[..QuotedKey] + "...")}' twice.");
    }

    /// <summary>A union's key is unknown.</summary>
    public static MessagePackSerializationException UnknownUnion(int key) => Because($" of kind {key} is unknown. Is the other side of a newer version?");

    /// <summary>A value of a type that the union does not list is to be written.</summary>
    public static MessagePackSerializationException UnlistedUnion(string type, object? value) =>
        new($"{value?.GetType().ToString() ?? "null"} is not listed in a [Union] of {type}.");

    /// <summary>The value is wrong: <paramref name="text"/> goes on after its name (" is not a GUID.").</summary>
    public static MessagePackSerializationException Because(string text, Exception? inner = null) => new MessageReadException("", "", text, inner);

    internal static MessagePackSerializationException TooDeep() => Because($" is nested deeper than {WireLimits.MaxDepth} levels.");

    internal static MessagePackSerializationException TooManyItems(int count) => Because($" has {count} items; {WireLimits.MaxItems} are allowed.");

    internal static MessagePackSerializationException WrongCount(int count, int expected) => Because($" has {count} items; {expected} are required.");

    internal static MessagePackSerializationException StringTooLong(long bytes, int allowed) => Because($" has {bytes} bytes; {allowed} are allowed.");

    private static MessageReadException From(Exception cause) => cause as MessageReadException ?? new MessageReadException("", "", cause switch
    {
        EndOfStreamException => ": the data ends too early",
        OverflowException => ": the number does not fit",
        _ => $": {cause.Message}",
    }, null);
}
