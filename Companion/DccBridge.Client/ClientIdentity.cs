using System.Buffers;
using System.Text;

namespace DccBridge.Client;

/// <summary>
/// The stable client id of this user's installation, by which editors know a durable subscriber again. Runs of commands take a fresh id
/// (<see cref="EditorClientOptions.ClientId"/> null) instead: two programs at a time must not share one.
/// </summary>
public static class ClientIdentity
{
    /// <summary>Names another folder, for tests and build machines. An absolute path.</summary>
    public const string Variable = "DCCBRIDGE_CONFIG";

    private const string FileName = "client-id";
    private const int MaxFileBytes = 64;
    private const int LockAttempts = 500;
    private const UnixFileMode UserOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode UserOnlyFolder = UserOnlyFile | UnixFileMode.UserExecute;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(10);

    internal enum Platform
    {
        Windows,
        MacOS,
        Unix,
    }

    /// <summary>The id of this installation; made at first use, in a file that this user alone can read. Two programs that begin at the same time get the same one.</summary>
    /// <param name="folder">Where the file is; null takes <see cref="DefaultFolder"/>.</param>
    /// <exception cref="ClientIdentityException">The file cannot be read, written, or understood.</exception>
    public static Guid LoadOrCreate(string? folder = null)
    {
        folder ??= DefaultFolder();
        var path = Path.Combine(folder, FileName);
        try
        {
            return Read(path) ?? Create(folder, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClientIdentityException(path, $"cannot be used ({e.Message}). Mend the rights of the folder, or set {Variable} to one of your own.", e);
        }
    }

    /// <summary>
    /// The folder of this user's settings: the environment variable <see cref="Variable"/> if set, else <c>%APPDATA%\DccBridge</c>,
    /// <c>~/Library/Application Support/DccBridge</c>, or <c>$XDG_CONFIG_HOME/dccbridge</c> with <c>~/.config/dccbridge</c> in its stead.
    /// </summary>
    /// <exception cref="ClientIdentityException">The variable does not hold an absolute path, or the system does not know the user's folder.</exception>
    public static string DefaultFolder() => Resolve(
        OperatingSystem.IsWindows() ? Platform.Windows : OperatingSystem.IsMacOS() ? Platform.MacOS : Platform.Unix,
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    internal static string Resolve(Platform platform, Func<string, string?> variable, string applicationData, string home)
    {
        if (variable(Variable) is { Length: > 0 } chosen)
        {
            return Path.IsPathFullyQualified(chosen)
                ? chosen
                : throw new ClientIdentityException(chosen, $"the environment variable {Variable} must hold an absolute path. Set it to one, or remove it.");
        }

        switch (platform)
        {
            case Platform.Windows:
                return Path.Combine(Known(applicationData, "%APPDATA%"), "DccBridge");
            case Platform.MacOS:
                return Path.Combine(Known(home, "the home folder"), "Library", "Application Support", "DccBridge");
            default:
                // The XDG specification says that a relative path is to be ignored.
                return variable("XDG_CONFIG_HOME") is { Length: > 0 } config && Path.IsPathFullyQualified(config)
                    ? Path.Combine(config, "dccbridge")
                    : Path.Combine(Known(home, "the home folder"), ".config", "dccbridge");
        }
    }

    private static string Known(string folder, string name)
        => folder.Length > 0 ? folder : throw new ClientIdentityException(name, $"this user has none. Set the environment variable {Variable} to a folder of your own.");

    private static Guid? Read(string path)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxFileBytes);
        try
        {
            using var file = File.OpenHandle(path);
            var count = RandomAccess.Read(file, buffer.AsSpan(0, MaxFileBytes), 0);
            return Guid.TryParseExact(Encoding.UTF8.GetString(buffer, 0, count).Trim(), "D", out var id) && id != Guid.Empty
                ? id
                : throw new ClientIdentityException(path, "does not hold a client id. Delete it: a new one is made, and editors take this installation for a new one.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Guid Create(string folder, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UserOnlyFolder);
        }

        using (TakeLock(path + ".lock"))
        {
            if (Read(path) is { } others)
            {
                return others;
            }

            var id = Guid.NewGuid();
            var temporary = $"{path}.{id:N}";
            try
            {
                Write(temporary, id);

                // Readers take no lock: they see the whole file or none.
                File.Move(temporary, path, overwrite: true);
                return id;
            }
            finally
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Lets one program at a time make the file. The lock file stays: removing it would let two programs in.</summary>
    private static FileStream TakeLock(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UserOnlyFile;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (attempt < LockAttempts)
            {
                Thread.Sleep(LockPause);
            }
        }
    }

    private static void Write(string path, Guid id)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UserOnlyFile;
        }

        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(id.ToString("D") + "\n"));
        stream.Flush(flushToDisk: true);
    }
}
