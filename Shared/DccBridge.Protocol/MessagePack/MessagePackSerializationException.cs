namespace MessagePack;

/// <summary>The bytes are not the MessagePack value that was asked for.</summary>
[Serializable]
public class MessagePackSerializationException : Exception
{
    /// <summary>Makes the error without a text of its own.</summary>
    public MessagePackSerializationException()
    {
    }

    /// <summary>Makes the error with a text for the person reading it.</summary>
    public MessagePackSerializationException(string? message)
        : base(message)
    {
    }

    /// <summary>Makes the error with a text and its cause.</summary>
    public MessagePackSerializationException(string? message, Exception? inner)
        : base(message, inner)
    {
    }
}
