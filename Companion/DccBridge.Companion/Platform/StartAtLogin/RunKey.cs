using System.Runtime.Versioning;
using Microsoft.Win32;

namespace DccBridge.Companion.Platform.StartAtLogin;

/// <summary>The registry of Windows.</summary>
[SupportedOSPlatform("windows")]
internal sealed class RunKey : IRunKey
{
    private const string Run = @"Software\Microsoft\Windows\CurrentVersion\Run";

    // Task Manager writes here: 12 bytes, of which an odd first one means "switched off".
    private const string Approved = @"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";

    /// <inheritdoc/>
    public string? Command(string name)
    {
        using var key = Registry.CurrentUser.OpenSubKey(Run);
        return key?.GetValue(name) as string;
    }

    /// <inheritdoc/>
    public bool IsSwitchedOff(string name)
    {
        using var key = Registry.CurrentUser.OpenSubKey(Approved);
        return key?.GetValue(name) is byte[] { Length: > 0 } state && (state[0] & 1) != 0;
    }

    /// <inheritdoc/>
    public void Set(string name, string command)
    {
        Delete(Approved, name);
        using var key = Registry.CurrentUser.CreateSubKey(Run, writable: true);
        key.SetValue(name, command, RegistryValueKind.String);
    }

    /// <inheritdoc/>
    public void Remove(string name)
    {
        Delete(Run, name);
        Delete(Approved, name);
    }

    private static void Delete(string path, string name)
    {
        using var key = Registry.CurrentUser.OpenSubKey(path, writable: true);
        key?.DeleteValue(name, throwOnMissingValue: false);
    }
}
