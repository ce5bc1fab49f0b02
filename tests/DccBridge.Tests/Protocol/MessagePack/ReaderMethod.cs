using System.Buffers;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>Every reading method by name, with the errors it may answer hostile data with.</summary>
internal sealed record ReaderMethod(string Name, ReaderMethod.Reading Read, bool MayBeOutOfYears = false)
{
    public delegate string? Reading(ref MessagePackReader reader);

    /// <summary>The value with the place behind it, or the name of the error. Any other error fails the test.</summary>
    public string Run(ReadOnlySequence<byte> data)
    {
        var reader = new MessagePackReader(data);
        try
        {
            var value = Read(ref reader);
            return $"{value} at {reader.Consumed}";
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException || (MayBeOutOfYears && e is ArgumentOutOfRangeException))
        {
            return e.GetType().Name;
        }
    }
}
