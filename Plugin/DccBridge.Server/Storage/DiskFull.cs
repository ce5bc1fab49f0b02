using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Server.Storage;

/// <summary>Recognises a full disk and says what to do about it.</summary>
public static class DiskFull
{
    // winerror.h: ERROR_HANDLE_DISK_FULL (39) and ERROR_DISK_FULL (112) as HRESULTs; .NET maps ENOSPC to the second when it preallocates.
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    // errno.h: on Unix .NET leaves the raw number in HResult. ENOSPC is 28 on Linux and macOS, EDQUOT 122 and 69.
    private const int NoSpace = 28;
    private const int QuotaLinux = 122;
    private const int QuotaMac = 69;

    /// <summary>True when <paramref name="exception"/> says that the disk or the user's quota is full.</summary>
    public static bool IsCauseOf(IOException exception) => exception.HResult switch
    {
        WindowsHandleDiskFull or WindowsDiskFull => true,
        NoSpace => !OperatingSystem.IsWindows(),
        QuotaLinux => OperatingSystem.IsLinux(),
        QuotaMac => OperatingSystem.IsMacOS(),
        _ => false,
    };

    /// <summary>The exception that a full disk throws on this platform's most common path.</summary>
    public static IOException NewIOException() => new("No space left on device.", WindowsDiskFull);

    /// <summary>The error that crosses the wire.</summary>
    /// <param name="what">What could not be written ("The upload of 'crate.glb'").</param>
    /// <param name="outcome">What is known of the work.</param>
    public static RpcException Error(string what, Outcome outcome) => new(
        ErrorCode.DiskFull,
        $"{what} did not fit: the disk of the editor's project is full. Free space on it, then try again; what was saved before is kept.",
        outcome);
}
