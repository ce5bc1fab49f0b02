using System.Buffers.Binary;
using System.Globalization;

namespace DccBridge.Server.Storage;

/// <summary>One file of the event log: consecutive events, the number of the first one in the file's name.</summary>
internal sealed class EventSegment : IDisposable
{
    private const string Prefix = "events-";
    private const string Suffix = ".log";
    private const int HeadSize = 8 + 8 + 16;
    private readonly List<(long Offset, DateTime At)> _index = [];
    private readonly RecordFile _file;

    private EventSegment(string path, long first, IStorageDisk disk)
    {
        First = first;
        _file = RecordFile.Open(path, disk, Recover);
    }

    /// <summary>Number of its first event, whether it is written or not.</summary>
    public long First { get; }

    /// <summary>Number after its last event.</summary>
    public long End => First + _index.Count;

    public int Count => _index.Count;

    /// <summary>Bytes of a torn event that opening cut off.</summary>
    public long CutBytes => _file.CutBytes;

    /// <summary>Opens or makes the segment that begins with <paramref name="first"/>.</summary>
    public static EventSegment Open(string folder, long first, IStorageDisk disk) =>
        new(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{first:D19}{Suffix}")), first, disk);

    /// <summary>First numbers of all segments in the folder, ascending.</summary>
    public static IReadOnlyList<long> FindAll(string folder)
    {
        var found = new List<long>();
        foreach (var path in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
        {
            var digits = Path.GetFileName(path)[Prefix.Length..^Suffix.Length];
            if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first > 0)
            {
                found.Add(first);
            }
        }

        found.Sort();
        return found;
    }

    public DateTime At(long sequence) => _index[(int)(sequence - First)].At;

    public LoggedEvent Read(long sequence)
    {
        var body = _file.Read(_index[(int)(sequence - First)].Offset);
        return new LoggedEvent(sequence, new Guid(body.AsSpan(16, 16)), At(sequence), body.AsMemory(HeadSize));
    }

    public LoggedEvent Append(Guid instanceId, DateTime at, ReadOnlyMemory<byte> payload)
    {
        var sequence = End;
        var body = new byte[HeadSize + payload.Length];
        BinaryPrimitives.WriteInt64LittleEndian(body, sequence);
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(8), at.Ticks);
        instanceId.TryWriteBytes(body.AsSpan(16));
        payload.CopyTo(body.AsMemory(HeadSize));
        _index.Add((_file.Append(body), at));
        return new LoggedEvent(sequence, instanceId, at, payload);
    }

    public void Flush() => _file.Flush();

    public void Delete()
    {
        _file.Dispose();
        StorageAccess.Delete(_file.FilePath);
    }

    public void Dispose() => _file.FlushAndDispose();

    private bool Recover(long offset, byte[] body)
    {
        if (body.Length < HeadSize || BinaryPrimitives.ReadInt64LittleEndian(body) != End)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(8));
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        _index.Add((offset, new DateTime(ticks, DateTimeKind.Utc)));
        return true;
    }
}
