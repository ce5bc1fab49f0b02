using DccBridge.Companion.Resident.Sources;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>The real disk, a folder of which a test can take away as a dead network drive does: whoever asks for anything in it waits. And the system that tells of nothing.</summary>
internal sealed class SilentDisk : ISourceDisk
{
    private readonly SourceDisk _real = new();
    private readonly ManualResetEventSlim _answers = new(initialState: true);
    private volatile string? _share;
    private int _waiting;

    /// <summary>The system takes every watch, and tells nothing.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>How many threads wait for the drive.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>From now on this folder lies on a drive of its own, which does not answer.</summary>
    public void Silence(string folder)
    {
        _share = folder;
        _answers.Reset();
    }

    /// <summary>The drive is there again.</summary>
    public void Answer() => _answers.Set();

    public IReadOnlyList<string> VolumesOf(IReadOnlyList<string> folders) =>
        [.. folders.Zip(_real.VolumesOf(folders), (folder, volume) => _share is { } share && folder.StartsWith(share, StringComparison.Ordinal) ? share : volume)];

    public string? IdentityOf(string folder) => Ask(folder, () => _real.IdentityOf(folder));

    public IDisposable Watch(string folder, Action<string> happened, Action died) => Ask(folder, () => IsDeaf ? new MemoryStream() : _real.Watch(folder, happened, died));

    public FileLook? Look(string path) => Ask(path, () => _real.Look(path));

    public string? Hash(string path, Action read, CancellationToken stop) => Ask(path, () => _real.Hash(path, read, stop));

    private T Ask<T>(string path, Func<T> question)
    {
        if (_share is { } share && path.StartsWith(share, StringComparison.Ordinal) && !_answers.IsSet)
        {
            Interlocked.Increment(ref _waiting);
            Assert.That(_answers.Wait(TimeSpan.FromMinutes(1)), Is.True, "the test never let the drive answer");
            Interlocked.Decrement(ref _waiting);
        }

        return question();
    }
}
