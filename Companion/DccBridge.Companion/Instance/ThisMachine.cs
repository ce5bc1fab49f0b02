namespace DccBridge.Companion.Instance;

/// <summary>Which machine this is. Homes are often shared over the network, and 127.0.0.1 is another one on each machine that has them.</summary>
internal static class ThisMachine
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>A name that no other machine has, and this one only until it is started anew; the same in containers. Null where the system has none.</summary>
    public static string? Boot()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return File.ReadAllText(BootFile).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A system without /proc: it is not compared then, as elsewhere.
            return null;
        }
    }
}
