using System.Security.Cryptography;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Server.Storage;

/// <summary>Checks and writes content hashes: SHA-256, 64 lower-case hexadecimal digits.</summary>
public static class ContentHash
{
    private const int Digits = 64;

    /// <summary>True when <paramref name="text"/> is a content hash. Only such a text may become part of a file name.</summary>
    public static bool IsValid(string? text)
    {
        if (text?.Length != Digits)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Refuses what is not a content hash.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.InvalidParams"/>.</exception>
    public static void Verify(string? text, string field)
    {
        if (!IsValid(text))
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'{field}' must be a SHA-256: 64 lower-case hexadecimal digits.", Outcome.NotStarted);
        }
    }

    /// <summary>The hash as text.</summary>
    public static string Format(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);

    /// <summary>Hashes the first <paramref name="length"/> bytes of a file into <paramref name="hash"/>.</summary>
    internal static void AppendFile(IncrementalHash hash, Microsoft.Win32.SafeHandles.SafeFileHandle file, long length)
    {
        var buffer = new byte[128 * 1024];
        for (long offset = 0; offset < length;)
        {
            var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset)), offset);
            if (count == 0)
            {
                throw new IOException("An upload is shorter than it was; send the file again.");
            }

            hash.AppendData(buffer, 0, count);
            offset += count;
        }
    }
}
