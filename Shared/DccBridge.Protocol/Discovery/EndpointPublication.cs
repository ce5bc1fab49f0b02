namespace DccBridge.Protocol.Discovery;

/// <summary>
/// An editor's endpoint file while the editor runs. The lock is held before the file appears and until it is gone;
/// after a kill the file stays, and its free lock shows that it is stale.
/// </summary>
public sealed class EndpointPublication : IDisposable
{
    private readonly FileStream _lock;
    private int _disposed;

    private EndpointPublication(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The endpoint file.</summary>
    public string Path { get; }

    /// <summary>Writes the file so that readers see all of it or nothing, readable by this user alone.</summary>
    /// <param name="file">What to say.</param>
    /// <param name="folder">Usually <see cref="EditorFolder.Default"/>; made when it is not there.</param>
    /// <exception cref="EndpointException">A field is not allowed, the folder is not the user's own, its file system has no locks, or the same instance is published already.</exception>
    public static EndpointPublication Publish(EndpointFile file, string folder)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = System.IO.Path.Combine(folder, file.InstanceId.ToString("D") + EditorDirectory.FileSuffix);
        var bytes = EndpointFileFormat.Write(file, path);
        UserOnlyAccess.PrepareFolder(folder);
        var held = TakeLock(path);
        try
        {
            Write(path, bytes);
        }
        catch (Exception e)
        {
            held.Dispose();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new EndpointException(path, $"cannot be written ({e.Message}). Make room or mend the rights of the folder, then restart the editor.", e);
            }

            throw;
        }

        return new EndpointPublication(path, held);
    }

    /// <summary>Removes the file, then lets go of the lock.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An editor that stops must not fail because of this: without its lock the file counts as stale and the next reader removes it.
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static FileStream TakeLock(string path)
    {
        var lockPath = EndpointLock.PathOf(path);
        FileStream held;
        try
        {
            held = UserOnlyAccess.Lock(lockPath);
        }
        catch (IOException e) when (EndpointLock.IsContention(e))
        {
            throw new EndpointException(lockPath, "another editor holds it: the same instance id is published already. Use a new instance id for each start.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException(lockPath, $"cannot be locked ({e.Message}). Set {EditorFolder.Variable} to a folder of your own.", e);
        }

        // Some network file systems take locks and do nothing: every program would think that this editor is dead.
        if (!EndpointLock.IsHeld(lockPath))
        {
            held.Dispose();
            throw new EndpointException(lockPath, $"the file system of this folder has no working locks, or DOTNET_SYSTEM_IO_DISABLEFILELOCKING is set. Set {EditorFolder.Variable} to a folder on a local disk.");
        }

        return held;
    }

    private static void Write(string path, byte[] bytes)
    {
        var temporary = path + EditorDirectory.TemporarySuffix;
        try
        {
            // One of an earlier try that failed; nobody else writes it while the lock is ours.
            File.Delete(temporary);
            using (var stream = UserOnlyAccess.Create(temporary))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
