namespace MessagePack;

/// <summary>What fits into the shortest forms, those that put value, length or count into the code itself.</summary>
public static class MessagePackRange
{
    /// <summary>The smallest integer in one byte.</summary>
    public const int MinFixNegativeInt = -32;

    /// <summary>The largest negative integer.</summary>
    public const int MaxFixNegativeInt = -1;

    /// <summary>The largest integer in one byte.</summary>
    public const int MaxFixPositiveInt = 127;

    /// <summary>The least number of UTF-8 bytes of a string.</summary>
    public const int MinFixStringLength = 0;

    /// <summary>The largest number of UTF-8 bytes of a string with a header of one byte.</summary>
    public const int MaxFixStringLength = 31;

    /// <summary>The largest number of pairs of a map with a header of one byte.</summary>
    public const int MaxFixMapCount = 15;

    /// <summary>The largest number of items of an array with a header of one byte.</summary>
    public const int MaxFixArrayCount = 15;
}
