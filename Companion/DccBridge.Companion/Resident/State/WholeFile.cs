namespace DccBridge.Companion.Resident.State;

/// <summary>Writes a file whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file and puts the new one in its place; whatever fails, the old one stays.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(IStateDisk disk, string path, Action<Stream> write)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var stream = disk.Create(temporary))
            {
                using var buffered = new BufferedStream(stream, 64 * 1024);
                write(buffered);
                buffered.Flush();
                disk.Flush(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next write takes its place; what matters is the failure that left it behind, and that one is thrown.
        }
    }
}
