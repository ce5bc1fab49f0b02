namespace DccBridge.Companion.Platform;

/// <summary>Where the resident companion keeps what is this user's alone: settings, state, logs, its token.</summary>
/// <param name="Root">The state folder; all others lie in it.</param>
internal sealed record CompanionFolders(string Root)
{
    /// <summary>Names another state folder, for tests and build machines. An absolute path.</summary>
    public const string Variable = "DCCBRIDGE_HOME";

    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal enum Machine
    {
        Windows,
        MacOS,
        Unix,
    }

    /// <summary>Tells where API and dashboard listen and with which token, while the companion runs.</summary>
    public string EndpointFile => Path.Combine(Root, "companion.json");

    /// <summary>The token alone; stays the same over restarts.</summary>
    public string TokenFile => Path.Combine(Root, "companion.token");

    /// <summary>Held by the one companion that runs.</summary>
    public string LockFile => Path.Combine(Root, "companion.lock");

    /// <summary>What the user chose.</summary>
    public string SettingsFile => Path.Combine(Root, "companion.settings.json");

    /// <summary>The schema that the settings file names, for editors' completion.</summary>
    public string SettingsSchemaFile => Path.Combine(Root, "companion.settings.schema.json");

    /// <summary>The log files.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>Findings, activities and sources.</summary>
    public string State => Path.Combine(Root, "state");

    /// <summary>Endpoint files of DCC add-ons.</summary>
    public string Dccs => Path.Combine(Root, "dcc");

    /// <summary>
    /// The folders of this user on this system: the environment variable <see cref="Variable"/> if set, else <c>%LOCALAPPDATA%\DccBridge</c>,
    /// <c>~/Library/Application Support/DccBridge</c>, or <c>$XDG_STATE_HOME/dccbridge</c> with <c>~/.local/state/dccbridge</c> in its stead.
    /// </summary>
    /// <exception cref="CompanionFolderException">The variable does not hold an absolute path, or the system does not know the user's folder.</exception>
    public static CompanionFolders OfThisUser() => Resolve(
        OperatingSystem.IsWindows() ? Machine.Windows : OperatingSystem.IsMacOS() ? Machine.MacOS : Machine.Unix,
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>Makes the folders that are missing, for this user alone, and takes the rights of others away from the one that holds the secrets.</summary>
    /// <exception cref="CompanionFolderException">They cannot be made.</exception>
    public void Prepare()
    {
        try
        {
            foreach (var folder in (string[])[Root, Logs, State, Dccs])
            {
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(folder);
                    continue;
                }

                Directory.CreateDirectory(folder, UserOnly);
                if (File.GetUnixFileMode(folder) != UserOnly)
                {
                    // Only the owner may do this, so it also shows whose folder it is.
                    File.SetUnixFileMode(folder, UserOnly);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompanionFolderException($"{Root}: cannot be made a folder of this user alone ({e.Message}). Mend its rights, or set {Variable} to a folder of your own.", e);
        }
    }

    internal static CompanionFolders Resolve(Machine machine, Func<string, string?> variable, string localApplicationData, string home)
    {
        if (variable(Variable) is { Length: > 0 } chosen)
        {
            return Path.IsPathFullyQualified(chosen)
                ? new CompanionFolders(Path.TrimEndingDirectorySeparator(chosen))
                : throw new CompanionFolderException($"{chosen}: the environment variable {Variable} must hold an absolute path. Set it to one, or remove it.");
        }

        return new CompanionFolders(machine switch
        {
            Machine.Windows => Path.Combine(Known(localApplicationData), "DccBridge"),
            Machine.MacOS => Path.Combine(Known(home), "Library", "Application Support", "DccBridge"),

            // The XDG specification says that a relative path is to be ignored.
            _ => variable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathFullyQualified(state)
                ? Path.Combine(state, "dccbridge")
                : Path.Combine(Known(home), ".local", "state", "dccbridge"),
        });
    }

    private static string Known(string folder) =>
        folder.Length > 0 ? folder : throw new CompanionFolderException($"This user has no folder for the companion's state. Set the environment variable {Variable} to a folder that only this user can read.");
}

/// <summary>The folder of the companion's state cannot be used. The text is an instruction.</summary>
internal sealed class CompanionFolderException(string message, Exception? inner = null) : Exception(message, inner);
