using DccBridge.Server.Storage;

namespace DccBridge.Tests.Server.Fakes;

/// <summary>A disk that refuses every write with the exception it is told, and takes them all without one.</summary>
internal sealed class RefusingDisk : IStorageDisk
{
    private Exception? _refusal;

    public Exception? Refusal
    {
        get => Volatile.Read(ref _refusal);
        set => Volatile.Write(ref _refusal, value);
    }

    public long AvailableBytes(string folder) => long.MaxValue;

    public void BeforeWrite(int count)
    {
        if (Refusal is { } refusal)
        {
            throw refusal;
        }
    }
}
