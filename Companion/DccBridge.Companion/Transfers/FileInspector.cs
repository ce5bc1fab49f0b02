using System.Buffers;
using System.Security.Cryptography;
using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Transfers;

/// <summary>Looks into a file as the editor will: a malformed one is found before it travels.</summary>
internal static class FileInspector
{
    private const int BufferBytes = 256 * 1024;

    // Nobody who sends a file asks for its overlaps here; the editor measures them at the import.
    private static readonly AssetFileLimits ForSending = AssetFileLimits.Default with { MaxUvGridSteps = 0 };

    /// <summary>Hashes and reads one file. What is wrong with the file is said in <see cref="InspectedFile.Refusal"/> and not thrown.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hashed">Told of bytes as they are hashed.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public static async Task<InspectedFile> InspectAsync(CollectedFile file, Action<long> hashed, CancellationToken cancellation) =>
        (await ReadAsync(file, ForSending, hashed, cancellation).ConfigureAwait(false)).Inspected;

    /// <summary>As <see cref="InspectAsync"/>, with the content.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">What is accepted, and what is measured.</param>
    /// <param name="hashed">Told of bytes as they are hashed.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public static async Task<FileReading> ReadAsync(CollectedFile file, AssetFileLimits limits, Action<long> hashed, CancellationToken cancellation)
    {
        long length = 0;
        try
        {
            if (!AssetPath.TryParse(file.AssetPath, out _, out var problem))
            {
                return Refused(RefusalKind.Path, $"'{file.ShownPath}': {problem}");
            }

            var before = Look(file.FullPath);
            length = before.Length;
            if (length == 0)
            {
                // Not opened: a named pipe looks like this too, and opening one waits for ever.
                return Refused(RefusalKind.Malformed, $"{Path.GetFileName(file.FullPath)} is empty; export it again.");
            }

            await using var stream = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
            length = stream.Length;
            var hash = await HashAsync(stream, hashed, cancellation).ConfigureAwait(false);
            stream.Position = 0;

            // From the stream, not from the path: the editor gets this one file and none of its neighbours.
            using var stoppable = new StoppableStream(stream, cancellation);
            using var buffered = new BufferedStream(stoppable, 64 * 1024);
            var content = AssetFile.Read(buffered, Path.GetFileName(file.FullPath), limits);
            if (Look(file.FullPath) != before)
            {
                return Refused(RefusalKind.Unreadable, $"'{file.ShownPath}' changed while it was read. Wait until its program has written it, and run this again.");
            }

            var inspected = new InspectedFile { File = file, Length = length, ContentHash = hash, Class = content.Class, MaterialNames = content.MaterialNames };
            return new FileReading(inspected, content);
        }
        catch (AssetFileException e)
        {
            return Refused(RefusalKind.Malformed, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(RefusalKind.Unreadable, $"'{file.ShownPath}' cannot be read: {e.Message} Close the program that writes it, or mend its rights.");
        }

        FileReading Refused(RefusalKind kind, string why) => new(new InspectedFile { File = file, Length = length, Refusal = why, RefusalKind = kind }, null);
    }

    private static (long Length, DateTime Written) Look(string path)
    {
        // Length throws when it is not there, which LastWriteTimeUtc does not.
        var info = new FileInfo(path);
        return (info.Length, info.LastWriteTimeUtc);
    }

    private static async Task<string> HashAsync(FileStream stream, Action<long> hashed, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellation).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, count));
                hashed(count);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
