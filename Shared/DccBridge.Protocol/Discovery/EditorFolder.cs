namespace DccBridge.Protocol.Discovery;

/// <summary>Where the endpoint files of a user are.</summary>
public static class EditorFolder
{
    /// <summary>Names another folder, for tests and build machines. An absolute path.</summary>
    public const string Variable = "DCCBRIDGE_EDITORS";

    private const string WindowsAndMacName = "DccBridge";
    private const string UnixName = "dccbridge";
    private const string Leaf = "editors";

    internal enum Platform
    {
        Windows,
        MacOS,
        Unix,
    }

    /// <summary>
    /// The folder of this user on this system: the environment variable <see cref="Variable"/> if set, else <c>%LOCALAPPDATA%\DccBridge\editors</c>,
    /// <c>~/Library/Application Support/DccBridge/editors</c>, or <c>$XDG_RUNTIME_DIR/dccbridge/editors</c> with <c>~/.local/state/dccbridge/editors</c> in its stead.
    /// </summary>
    /// <exception cref="EndpointException">The variable does not hold an absolute path, or the system does not know the user's folder.</exception>
    public static string Default() => Resolve(
        OperatingSystem.IsWindows() ? Platform.Windows : OperatingSystem.IsMacOS() ? Platform.MacOS : Platform.Unix,
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    internal static string Resolve(Platform platform, Func<string, string?> variable, string localApplicationData, string home)
    {
        if (variable(Variable) is { Length: > 0 } chosen)
        {
            return Path.IsPathFullyQualified(chosen)
                ? chosen
                : throw new EndpointException(chosen, $"the environment variable {Variable} must hold an absolute path. Set it to one, or remove it.");
        }

        switch (platform)
        {
            case Platform.Windows:
                return Path.Combine(Known(localApplicationData, "%LOCALAPPDATA%"), WindowsAndMacName, Leaf);
            case Platform.MacOS:
                return Path.Combine(Known(home, "the home folder"), "Library", "Application Support", WindowsAndMacName, Leaf);
            default:
                // The XDG specification says that a relative path is to be ignored.
                return variable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Path.IsPathFullyQualified(runtime)
                    ? Path.Combine(runtime, UnixName, Leaf)
                    : Path.Combine(Known(home, "the home folder"), ".local", "state", UnixName, Leaf);
        }
    }

    private static string Known(string folder, string name)
        => folder.Length > 0 ? folder : throw new EndpointException(name, $"this user has none. Set the environment variable {Variable} to a folder that only this user can read.");
}
