namespace DccBridge.Protocol.Discovery;

/// <summary>Reads an endpoint file from disk, expecting anything there.</summary>
internal static class EndpointFileReader
{
    /// <exception cref="EndpointException">The file cannot be used.</exception>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public static EndpointFile Read(string path)
    {
        try
        {
            CheckKind(new FileInfo(path));
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            UserOnlyAccess.CheckFile(stream.SafeFileHandle, path);
            return EndpointFileFormat.Read(ReadAll(stream), path);
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new EndpointException(path, $"cannot be read ({e.Message}). If its editor is not running, delete the file.", e);
        }
    }

    /// <summary>Before opening: opening a pipe would wait, and a link may lead anywhere.</summary>
    private static void CheckKind(FileInfo file)
    {
        // What .NET answers for a file that is not there; as flags it would be everything at once.
        if (file.Attributes == (FileAttributes)(-1))
        {
            throw new FileNotFoundException(null, file.FullName);
        }

        if ((file.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            throw new EndpointException(file.FullName, "is a symbolic link; an endpoint file must be a file itself. Delete the link.");
        }

        if ((file.Attributes & FileAttributes.Directory) != 0)
        {
            throw new EndpointException(file.FullName, "is a folder where an endpoint file is expected. Move it elsewhere.");
        }

        switch (file.Length)
        {
            case 0:
                throw new EndpointException(file.FullName, "is empty or not an ordinary file. Delete it.");
            case > EndpointFileFormat.MaxBytes:
                throw new EndpointException(file.FullName, $"is longer than {EndpointFileFormat.MaxBytes} bytes and so no endpoint file. Delete it.");
        }
    }

    private static byte[] ReadAll(FileStream stream)
    {
        // One byte more than allowed, so that a file that has grown since is seen and refused.
        var bytes = new byte[EndpointFileFormat.MaxBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..length];
    }
}
