namespace DccBridge.Companion.Unreal.Install;

/// <summary>A folder cannot be renamed to a place on another volume.</summary>
internal sealed class OtherVolumeException(string from, string to, Exception? inner) : IOException($"'{from}' and '{to}' lie on different volumes.", inner)
{
    private const int WindowsNotSameDevice = unchecked((int)0x80070011);
    private const int UnixCrossDevice = 18;

    /// <summary>What .NET throws then: ERROR_NOT_SAME_DEVICE, and EXDEV, which is 18 on Linux and macOS.</summary>
    public static bool Is(IOException exception) => exception.HResult == (OperatingSystem.IsWindows() ? WindowsNotSameDevice : UnixCrossDevice);
}
