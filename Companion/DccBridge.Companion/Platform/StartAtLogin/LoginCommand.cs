namespace DccBridge.Companion.Platform.StartAtLogin;

/// <summary>What is started at login.</summary>
/// <param name="Program">Full path of the executable.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record LoginCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>This program, as it runs now, with arguments.</summary>
    /// <param name="processPath">Path of the process's executable.</param>
    /// <param name="folder">The folder of this program.</param>
    /// <param name="arguments">What it is to do.</param>
    public static LoginCommand Of(string processPath, string folder, params IReadOnlyList<string> arguments)
    {
        // Without an executable of its own it runs in the runtime's.
        bool isRuntime = string.Equals(Path.GetFileNameWithoutExtension(processPath), "dotnet", StringComparison.OrdinalIgnoreCase);
        return new LoginCommand(processPath, isRuntime ? [Path.Combine(folder, "dccbridge.dll"), .. arguments] : arguments);
    }

    /// <summary>The entry of this system for this program with arguments.</summary>
    public static IStartAtLogin EntryOfThisSystem(params IReadOnlyList<string> arguments)
    {
        string process = Environment.ProcessPath ?? throw new IOException("The system does not say where this program lies, so that it cannot be entered for the login.");
        var command = Of(process, AppContext.BaseDirectory, arguments);
        if (OperatingSystem.IsWindows())
        {
            return new RunKeyEntry(new RunKey(), command);
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return OperatingSystem.IsMacOS()
            ? new LaunchAgentEntry(Path.Combine(home, "Library", "LaunchAgents"), command)
            : new AutostartEntry(AutostartEntry.Folder(Environment.GetEnvironmentVariable, home), command);
    }

    /// <summary>Whether both start the same.</summary>
    public bool Equals(LoginCommand? other) => other is not null && Program == other.Program && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Program, Arguments.Count);
}
