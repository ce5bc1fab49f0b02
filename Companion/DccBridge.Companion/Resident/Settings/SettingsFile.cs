using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Settings;

/// <summary>The settings file: read at start and whenever somebody changed it, written whole or not at all.</summary>
internal sealed class SettingsFile : ISettings, IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly IStateDisk _disk;
    private readonly Action _changed;
    private readonly FolderWatch _watch;
    private SettingsView _view;
    private (long Length, DateTime Written)? _seen;

    /// <param name="path">The file.</param>
    /// <param name="disk">Where it is written.</param>
    /// <param name="changed">Told when values or problems changed.</param>
    /// <param name="time">Measures when watching is tried again.</param>
    public SettingsFile(string path, IStateDisk disk, Action changed, TimeProvider time)
    {
        (_path, _disk, _changed) = (path, disk, changed);
        _view = new SettingsView { File = path, Values = new CompanionSettings() };
        _watch = FolderWatch.Begin(Path.GetDirectoryName(path)!, OnFile, time);
        Read();
    }

    /// <inheritdoc/>
    public CompanionSettings Current => View.Values;

    /// <inheritdoc/>
    public SettingsView View
    {
        get
        {
            lock (_gate)
            {
                return _view;
            }
        }
    }

    /// <inheritdoc/>
    public Task<SettingsView> SaveAsync(CompanionSettings values, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (SettingsReader.Check(values) is { Count: > 0 } problems)
        {
            throw new ResidentException(ResidentFault.Invalid, "invalidSettings", $"Nothing was saved. {string.Join(' ', problems)}");
        }

        lock (_gate)
        {
            try
            {
                WholeFile.Write(_disk, _path, stream => SettingsReader.Write(stream, values));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ResidentException(ResidentFault.Conflict, "cannotSave", $"{_path} cannot be written ({e.Message}). Free some room on its disk or mend its rights; the settings are as before.", e);
            }

            _seen = Look();
            _view = new SettingsView { File = _path, Values = values };
        }

        _changed();
        return Task.FromResult(View);
    }

    /// <summary>Looks whether the file is another one by now; cheap.</summary>
    public void LookAgain()
    {
        _watch.Ensure();
        lock (_gate)
        {
            if (Look() == _seen)
            {
                return;
            }
        }

        Read();
        _changed();
    }

    /// <inheritdoc/>
    public void Dispose() => _watch.Dispose();

    private void OnFile(string name)
    {
        if (name == Path.GetFileName(_path))
        {
            LookAgain();
        }
    }

    private (long Length, DateTime Written)? Look()
    {
        var info = new FileInfo(_path);
        return info.Exists ? (info.Length, info.LastWriteTimeUtc) : null;
    }

    private void Read()
    {
        lock (_gate)
        {
            _seen = Look();
            try
            {
                _view = _seen is null ? new SettingsView { File = _path, Values = new CompanionSettings() } : Parse();
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                _view = new SettingsView { File = _path, Values = new CompanionSettings() };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _view = _view with { Problems = [$"{_path} cannot be read ({e.Message}). Mend its rights; the settings from before are in force."] };
            }
        }
    }

    private SettingsView Parse()
    {
        using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > SettingsReader.MaxBytes)
        {
            return _view with { Problems = [$"{_path} is larger than {SettingsReader.MaxBytes >> 20} MiB and is not read. The settings from before are in force."] };
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var (values, problems) = SettingsReader.Read(_path, content);
        return _view with { Values = values ?? _view.Values, Problems = problems };
    }
}
