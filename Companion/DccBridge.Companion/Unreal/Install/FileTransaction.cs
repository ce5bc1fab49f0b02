namespace DccBridge.Companion.Unreal.Install;

/// <summary>
/// Changes to a project of which all happen or none: each step knows how it is taken back. New content is made whole in
/// <see cref="UnrealProject.WorkFolder"/> and comes to its place by a rename.
/// </summary>
internal sealed class FileTransaction(UnrealProject project, IProjectFiles files)
{
    private const string New = "new";
    private const string Old = "old";

    private readonly Stack<(string What, Action Undo)> _undo = new();
    private readonly Stack<string> _madeFolders = new();
    private readonly List<string> _emptiedFolders = [];

    private string NewFolder => Path.Combine(project.WorkFolder, New);

    private string OldFolder => Path.Combine(project.WorkFolder, Old);

    /// <summary>A run that was killed has left its folder.</summary>
    public static bool IsInterrupted(UnrealProject project, IProjectFiles files) => files.FolderExists(project.WorkFolder);

    /// <summary>Mends what a killed run left: a plugin that was moved aside comes back, what was not ready goes.</summary>
    public void Recover()
    {
        if (!IsInterrupted(project, files))
        {
            return;
        }

        if (files.FolderExists(OldFolder) && !files.FolderExists(project.PluginFolder))
        {
            files.MoveFolder(OldFolder, project.PluginFolder);
        }

        files.DeleteFolder(project.WorkFolder);
    }

    /// <summary>Writes the whole new folder aside and reads it back.</summary>
    /// <exception cref="IOException">It cannot be written, or reads otherwise than it was written.</exception>
    public void Stage(IReadOnlyDictionary<string, byte[]> content)
    {
        MakeFolder(NewFolder);
        foreach (var (path, bytes) in content)
        {
            var full = Path.Combine(NewFolder, path);
            files.MakeFolder(Path.GetDirectoryName(full)!);
            files.Write(full, bytes);
        }

        if (content.FirstOrDefault(f => !files.Read(Path.Combine(NewFolder, f.Key)).AsSpan().SequenceEqual(f.Value)).Key is { } wrong)
        {
            throw new IOException($"'{wrong}' reads otherwise than it was written; the disk is not to be trusted.");
        }
    }

    /// <summary>Puts the staged folder into the plugin's place; with nothing staged the plugin's folder goes.</summary>
    public void Swap()
    {
        MakeFolder(project.WorkFolder);
        if (files.FolderExists(project.PluginFolder))
        {
            Do($"'{project.PluginFolder}'", () => files.MoveFolder(project.PluginFolder, OldFolder), () => files.MoveFolder(OldFolder, project.PluginFolder));
        }

        if (files.FolderExists(NewFolder))
        {
            MakeFolder(Path.GetDirectoryName(project.PluginFolder)!);
            Do($"'{project.PluginFolder}'", () => files.MoveFolder(NewFolder, project.PluginFolder), () => files.MoveFolder(project.PluginFolder, NewFolder));
        }
    }

    /// <summary>Gives a file new content by a rename; null removes it.</summary>
    public void Replace(string path, byte[]? content)
    {
        var before = files.FileExists(path) ? files.Read(path) : null;
        if (content is not null)
        {
            MakeFolder(Path.GetDirectoryName(path)!);
        }
        else
        {
            _emptiedFolders.Add(Path.GetDirectoryName(path)!);
        }

        Do($"'{path}'", () => Put(path, content), () => Put(path, before));
    }

    /// <summary>Remembers a file that another program is about to change.</summary>
    public void Remember(string path)
    {
        var before = files.Read(path);
        Do($"'{path}'", () => { }, () => PutWhenChanged(path, before));
    }

    /// <summary>All is done: what was kept for the way back goes.</summary>
    /// <returns>What could not be removed, for people; null when nothing is left.</returns>
    public string? Commit()
    {
        _undo.Clear();
        return RemoveWork(isUndone: false);
    }

    /// <summary>Takes back all that was done, the last first.</summary>
    /// <returns>What could not be put back, for people; empty when all is as before.</returns>
    public IReadOnlyList<string> Undo()
    {
        var failures = new List<string>();
        while (_undo.TryPop(out var step))
        {
            try
            {
                step.Undo();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add($"{step.What} ({e.Message})");
            }
        }

        // While something could not be put back, what it needs for that stays.
        if (failures.Count == 0 && RemoveWork(isUndone: true) is { } left)
        {
            failures.Add(left);
        }

        return failures;
    }

    // A folder that was not there goes again when the run is taken back, if nobody else has put something into it.
    private void MakeFolder(string path)
    {
        var missing = new Stack<string>();
        for (var place = path; place is not null && !files.FolderExists(place); place = Path.GetDirectoryName(place))
        {
            missing.Push(place);
        }

        foreach (var folder in missing)
        {
            files.MakeFolder(folder);
            _madeFolders.Push(folder);
        }
    }

    private void RemoveMadeFolders(bool isUndone)
    {
        while (_madeFolders.TryPop(out var folder))
        {
            if (isUndone || project.WorkFolder.StartsWith(folder, StringComparison.Ordinal))
            {
                RemoveWhenEmpty(folder);
            }
        }

        // A file that install made may have been the only one of its folder.
        _emptiedFolders.ForEach(RemoveWhenEmpty);
    }

    private void RemoveWhenEmpty(string folder)
    {
        if (files.FolderExists(folder) && files.Folders(folder).Count == 0 && files.Files(folder, "*").Count == 0)
        {
            files.DeleteFolder(folder);
        }
    }

    private void Put(string path, byte[]? content)
    {
        if (content is null)
        {
            if (files.FileExists(path))
            {
                files.DeleteFile(path);
            }

            return;
        }

        var temporary = $"{path}.dccbridge-new";
        try
        {
            files.Write(temporary, content);
            files.MoveFile(temporary, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (files.FileExists(temporary))
            {
                files.DeleteFile(temporary);
            }

            throw;
        }
    }

    private void PutWhenChanged(string path, byte[] content)
    {
        if (!files.FileExists(path) || !files.Read(path).AsSpan().SequenceEqual(content))
        {
            Put(path, content);
        }
    }

    private string? RemoveWork(bool isUndone)
    {
        try
        {
            if (files.FolderExists(project.WorkFolder))
            {
                files.DeleteFolder(project.WorkFolder);
            }

            RemoveMadeFolders(isUndone);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{project.WorkFolder}' could not be removed ({e.Message}); it is in nobody's way, delete it";
        }
    }

    private void Do(string what, Action step, Action undo)
    {
        step();
        _undo.Push((what, undo));
    }
}
