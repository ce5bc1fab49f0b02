using System.Security.Cryptography;

namespace DccBridge.Benchmarks.Offline;

/// <summary>The least that a program of .NET can do with the files of a folder: read each from its beginning to its end, one after the other, and hash it where asked.</summary>
internal static class ReadCommand
{
    public static void Run(string folder, bool hashed)
    {
        byte[] buffer = new byte[256 * 1024];
        long total = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            for (long offset = 0; RandomAccess.Read(file, buffer, offset) is > 0 and var count; offset += count)
            {
                total += count;
                if (hashed)
                {
                    hash.AppendData(buffer, 0, count);
                }
            }

            hash.GetHashAndReset(digest);
        }

        Console.WriteLine(total);
    }
}
