namespace DccBridge.Companion.Unreal.Install;

/// <summary>
/// Changes to a project of which all happen or none: each step knows how it is taken back. New content is made whole in
/// <see cref="UnrealProject.WorkFolder"/> and comes to its place by a rename.
/// </summary>
internal sealed class FileTransaction(UnrealProject project, IProjectFiles files)
{
    private const string New = "new";
    private const string Old = "old";
    private const string Done = "done";
    private const string Before = "before";
    private const string Fresh = "fresh";

    private readonly Stack<(string What, Action Undo)> _undo = new();
    private readonly Stack<string> _madeFolders = new();
    private readonly List<string> _emptiedFolders = [];
    private FileJournal? _journal;

    private string NewFolder => Path.Combine(project.WorkFolder, New);

    private string OldFolder => Path.Combine(project.WorkFolder, Old);

    // While it is not there, whatever happened is taken back; from then on nothing is.
    private string DoneFolder => Path.Combine(project.WorkFolder, Done);

    // There was no plugin: while a folder is staged it has not come to its place yet, and then it is what has to go.
    private string FreshFolder => Path.Combine(project.WorkFolder, Fresh);

    private string BeforeFolder => Path.Combine(project.WorkFolder, Before);

    /// <summary>A run that was killed has left its folder.</summary>
    public static bool IsInterrupted(UnrealProject project, IProjectFiles files) => files.FolderExists(project.WorkFolder);

    /// <summary>
    /// Mends what a killed run left: one that had come to its end stays, and its leavings go. Of any other the plugin that was moved aside and
    /// the files that were changed come back, and what was not ready goes, also a plugin that there was none of before.
    /// </summary>
    public void Recover()
    {
        if (!IsInterrupted(project, files))
        {
            return;
        }

        if (!files.FolderExists(DoneFolder))
        {
            if (files.FolderExists(OldFolder))
            {
                if (files.FolderExists(project.PluginFolder))
                {
                    DeleteIfThere(NewFolder);
                    files.MoveFolder(project.PluginFolder, NewFolder);
                }

                files.MoveFolder(OldFolder, project.PluginFolder);
            }
            else if (files.FolderExists(FreshFolder) && !files.FolderExists(NewFolder) && files.FolderExists(project.PluginFolder))
            {
                files.MoveFolder(project.PluginFolder, NewFolder);
            }

            new FileJournal(BeforeFolder, project, files).PutBack(DropHalfWritten, Put);
        }

        DeleteWork();
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

        else
        {
            MakeFolder(FreshFolder);
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

        Note(path, before, content, isAfterKnown: true);
        Do($"'{path}'", () => Put(path, content), () => Put(path, before));
    }

    /// <summary>Remembers a file that another program is about to change.</summary>
    public void Remember(string path)
    {
        var before = files.Read(path);
        Note(path, before, null, isAfterKnown: false);
        Do($"'{path}'", () => { }, () => PutWhenChanged(path, before));
    }

    /// <summary>The last step that can fail: from here on the run counts as done, also when it is killed.</summary>
    public void Finish()
    {
        if (files.FolderExists(OldFolder))
        {
            Do($"'{OldFolder}'", () => files.MoveFolder(OldFolder, DoneFolder), () => files.MoveFolder(DoneFolder, OldFolder));
        }
        else
        {
            MakeFolder(DoneFolder);
        }
    }

    /// <summary>What was kept for the way back goes; after <see cref="Finish"/>.</summary>
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

        // A link stays a link: what it leads to is replaced, beside itself.
        var target = files.Resolve(path);
        var temporary = BesideOf(target);
        try
        {
            files.Write(temporary, content);
            files.MoveFile(temporary, target);
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

    private static string BesideOf(string target) => $"{target}.dccbridge-new";

    private void DropHalfWritten(string path)
    {
        if (BesideOf(files.Resolve(path)) is var half && files.FileExists(half))
        {
            files.DeleteFile(half);
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
            DeleteWork();
            RemoveMadeFolders(isUndone);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{project.WorkFolder}' could not be removed ({e.Message}); it is in nobody's way, delete it";
        }
    }

    // The mark of a run that is done goes after all that could be taken for one that is not.
    private void DeleteWork()
    {
        // Before what it speaks of: it must not be held against a folder that somebody else puts there later.
        DeleteIfThere(FreshFolder);
        DeleteIfThere(BeforeFolder);
        DeleteIfThere(NewFolder);
        DeleteIfThere(DoneFolder);
        DeleteIfThere(project.WorkFolder);
    }

    private void DeleteIfThere(string folder)
    {
        if (files.FolderExists(folder))
        {
            files.DeleteFolder(folder);
        }
    }

    private void Note(string path, byte[]? before, byte[]? after, bool isAfterKnown)
    {
        MakeFolder(BeforeFolder);
        _journal ??= new FileJournal(BeforeFolder, project, files);
        _journal.Add(path, before, after, isAfterKnown);
    }

    private void Do(string what, Action step, Action undo)
    {
        step();
        _undo.Push((what, undo));
    }
}
