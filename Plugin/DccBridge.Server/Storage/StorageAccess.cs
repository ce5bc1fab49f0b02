using Microsoft.Win32.SafeHandles;

namespace DccBridge.Server.Storage;

/// <summary>
/// File operations whose refusals are all <see cref="IOException"/>. .NET reports a refused access, on Windows also of a file that another
/// program holds open, as <see cref="UnauthorizedAccessException"/>, which is none; here, and only here, it becomes one.
/// </summary>
internal static class StorageAccess
{
    /// <summary>Deletes the file if it is there.</summary>
    /// <exception cref="IOException">It could not be deleted.</exception>
    public static void Delete(string path) => Do(path, () =>
    {
        File.Delete(path);
        return true;
    });

    /// <summary>Puts <paramref name="from"/> in the place of <paramref name="path"/>.</summary>
    /// <exception cref="IOException">It could not be replaced, and is as before.</exception>
    public static void Replace(string from, string path) => Do(path, () =>
    {
        File.Move(from, path, overwrite: true);
        return true;
    });

    /// <summary>Cuts the open file to a length in bytes.</summary>
    /// <exception cref="IOException">It could not be cut.</exception>
    public static void SetLength(SafeFileHandle file, long length, string path) => Do(path, () =>
    {
        RandomAccess.SetLength(file, length);
        return true;
    });

    /// <summary>Does something with the file at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">It failed, or access was refused.</exception>
    public static T Do<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"Access to '{path}' was refused: another program holds it, or its rights do not allow it. Leave its folder out of virus scans and backups while the editor runs, or mend its rights.", exception);
        }
    }
}
