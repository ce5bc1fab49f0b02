using System.Runtime.CompilerServices;
using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>Reads of untrusted MessagePack data: every count and length is checked before anything is allocated. Caps are in <see cref="WireLimits"/>.</summary>
/// <remarks>Failures are <see cref="MessagePackSerializationException"/>, or the exceptions that <see cref="MalformedMessage.IsCause"/> knows, which become one at the border of the message.</remarks>
public static partial class BoundedReader
{
    /// <summary>Goes one level deeper. Each call is followed by <see cref="Leave"/>, unless an exception ends the reading.</summary>
    /// <exception cref="MessagePackSerializationException">Deeper than <see cref="WireLimits.MaxDepth"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(ref MessagePackReader reader)
    {
        if (++reader.Depth > WireLimits.MaxDepth)
        {
            throw MalformedMessage.TooDeep();
        }
    }

    /// <summary>Comes back from one level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave(ref MessagePackReader reader) => reader.Depth--;

    /// <summary>Reads the count of an array.</summary>
    /// <exception cref="MessagePackSerializationException">Not an array, nil, or more items than <see cref="WireLimits.MaxItems"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadArrayHeader(ref MessagePackReader reader)
    {
        if (reader.TryReadNil())
        {
            throw MalformedMessage.Nil();
        }

        int count = reader.ReadArrayHeader();
        if ((uint)count > WireLimits.MaxItems)
        {
            throw MalformedMessage.TooManyItems(count);
        }

        return count;
    }

    /// <inheritdoc cref="ReadArrayHeader(ref MessagePackReader)"/>
    /// <param name="reader">The reader.</param>
    /// <param name="what">What it is, for the error ("the list of scopes").</param>
    public static int ReadArrayHeader(ref MessagePackReader reader, string what)
    {
        try
        {
            return ReadArrayHeader(ref reader);
        }
        catch (Exception e) when (MalformedMessage.IsCause(e))
        {
            throw MalformedMessage.Named(what, e);
        }
    }

    /// <summary>Reads the count of an array that must have exactly <paramref name="expected"/> items.</summary>
    /// <exception cref="MessagePackSerializationException">Not an array, nil, or another count.</exception>
    public static void ReadArrayHeader(ref MessagePackReader reader, int expected)
    {
        int count = ReadArrayHeader(ref reader);
        if (count != expected)
        {
            throw MalformedMessage.WrongCount(count, expected);
        }
    }

    /// <summary>Reads the count of the pairs of a map.</summary>
    /// <exception cref="MessagePackSerializationException">Not a map, nil, or more pairs than <see cref="WireLimits.MaxItems"/>.</exception>
    public static int ReadMapHeader(ref MessagePackReader reader)
    {
        if (reader.TryReadNil())
        {
            throw MalformedMessage.Nil();
        }

        int count = reader.ReadMapHeader();
        if ((uint)count > WireLimits.MaxItems)
        {
            throw MalformedMessage.TooManyItems(count);
        }

        return count;
    }

    /// <inheritdoc cref="ReadMapHeader(ref MessagePackReader)"/>
    /// <param name="reader">The reader.</param>
    /// <param name="what">What it is, for the error ("the options").</param>
    public static int ReadMapHeader(ref MessagePackReader reader, string what)
    {
        try
        {
            return ReadMapHeader(ref reader);
        }
        catch (Exception e) when (MalformedMessage.IsCause(e))
        {
            throw MalformedMessage.Named(what, e);
        }
    }

    /// <summary>Room for <paramref name="count"/> announced items that have not been seen yet.</summary>
    public static int Capacity(int count) => Math.Min(count, WireLimits.InitialCapacity);

    /// <summary>An array with room for the first of <paramref name="count"/> announced items; <see cref="Grow"/> makes more when they have really come.</summary>
    public static T[] NewArray<T>(int count) => count == 0 ? [] : new T[Capacity(count)];

    /// <summary>Doubles <paramref name="items"/>, up to <paramref name="count"/>.</summary>
    public static void Grow<T>(ref T[] items, int count) => Array.Resize(ref items, (int)Math.Min(count, 2L * items.Length));

    /// <summary>Passes over one value of any depth without recursion.</summary>
    public static void Skip(ref MessagePackReader reader) => Skip(ref reader, 1);

    /// <summary>Passes over <paramref name="count"/> values of any depth without recursion.</summary>
    public static void Skip(ref MessagePackReader reader, int count)
    {
        long remaining = count;
        while (remaining > 0)
        {
            remaining--;
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Array:
                    remaining += reader.ReadArrayHeader();
                    break;
                case MessagePackType.Map:
                    remaining += 2L * reader.ReadMapHeader();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
