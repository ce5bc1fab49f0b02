using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Dcc.Install;

/// <summary>Carries out a plan: all of it, or, when a step fails, none. A run that is killed is finished by the next, because the record is written first and names all that may be there.</summary>
internal sealed class DccInstallRun(IProjectFiles files)
{
    private const string Compiled = "__pycache__";

    /// <summary>Installs.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="isEnabled">The add-on is switched on in the preferences, by us.</param>
    /// <exception cref="InstallException">A step failed; all is as before, or the text says what is not.</exception>
    public void Install(DccInstallPlan plan, bool isEnabled)
    {
        var place = plan.Place;
        var undo = new Stack<Action>();
        var made = new List<string>(plan.Before?.MadeFolders ?? []);
        try
        {
            foreach (var folder in place.Files.Keys.Append(place.RecordPath).Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/')).Distinct().Order(StringComparer.Ordinal))
            {
                MakeFolder(place, folder, made, undo);
            }

            var record = new DccInstallRecord
            {
                Version = PayloadLocator.CompanionVersion.ToString(),
                Files = new SortedDictionary<string, string>(place.Files.ToDictionary(file => file.Key, file => InstallRecord.Hash(file.Value)), StringComparer.Ordinal),
                MadeFolders = made,
                IsEnabled = isEnabled || plan.Before is { IsEnabled: true },
            };
            Put(place.Full(place.RecordPath), (record with { Earlier = Both(plan.Before) }).Write(), undo);
            foreach (var path in plan.Written)
            {
                Put(place.Full(path), place.Files[path], undo);
            }

            foreach (var path in plan.Removed)
            {
                Remove(place.Full(path), undo);
            }

            Put(place.Full(place.RecordPath), record.Write(), undo);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Undone(place, undo, e);
        }

        RemoveCompiled(place, plan.Removed.Concat(plan.Written));
        RemoveEmptyFolders(place, made);
    }

    private static SortedDictionary<string, string> Both(DccInstallRecord? before)
    {
        var hashes = new SortedDictionary<string, string>(before?.Earlier ?? [], StringComparer.Ordinal);
        foreach (var (path, hash) in before?.Files ?? [])
        {
            hashes.TryAdd(path, hash);
        }

        return hashes;
    }

    /// <summary>Remembers that the add-on was switched on.</summary>
    public void MarkEnabled(DccPlace place)
    {
        if (DccInstallRecord.Read(place, files) is { } record)
        {
            files.Write(place.Full(place.RecordPath), (record with { IsEnabled = true }).Write());
        }
    }

    /// <summary>Removes.</summary>
    /// <exception cref="InstallException">A step failed; all is as before, or the text says what is not.</exception>
    public void Uninstall(DccInstallPlan plan)
    {
        var place = plan.Place;
        var undo = new Stack<Action>();
        try
        {
            foreach (var path in plan.Removed)
            {
                Remove(place.Full(path), undo);
            }

            if (plan.Kept.Count == 0)
            {
                Remove(place.Full(place.RecordPath), undo);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Undone(place, undo, e);
        }

        RemoveCompiled(place, plan.Removed);
        RemoveEmptyFolders(place, plan.Before!.MadeFolders);
    }

    private void MakeFolder(DccPlace place, string folder, List<string> made, Stack<Action> undo)
    {
        var missing = new Stack<string>();
        for (var path = place.Full(folder); path is not null && !files.FolderExists(path); path = Path.GetDirectoryName(path))
        {
            missing.Push(path);
        }

        foreach (var path in missing)
        {
            files.MakeFolder(path);
            undo.Push(() => files.DeleteFolder(path));
            var relative = Path.GetRelativePath(place.Root, path).Replace('\\', '/');

            // Above the root it belongs to the DCC, which makes it itself at its first start.
            if (!relative.StartsWith("..", StringComparison.Ordinal))
            {
                made.Add(relative == "." ? "" : relative);
            }
        }
    }

    private void Put(string path, byte[] content, Stack<Action> undo)
    {
        var before = files.FileExists(path) ? files.Read(path) : null;
        var temporary = path + ".dccbridge-new";
        undo.Push(() => Restore(path, before, temporary));
        files.Write(temporary, content);
        files.MoveFile(temporary, path);
    }

    private void Remove(string path, Stack<Action> undo)
    {
        if (files.FileExists(path))
        {
            var before = files.Read(path);
            files.DeleteFile(path);
            undo.Push(() => files.Write(path, before));
        }
    }

    private void Restore(string path, byte[]? before, string temporary)
    {
        if (files.FileExists(temporary))
        {
            files.DeleteFile(temporary);
        }

        if (before is null && files.FileExists(path))
        {
            files.DeleteFile(path);
        }
        else if (before is not null && !files.Read(path).AsSpan().SequenceEqual(before))
        {
            files.Write(path, before);
        }
    }

    private static InstallException Undone(DccPlace place, Stack<Action> undo, Exception cause)
    {
        var failures = new List<string>();
        while (undo.TryPop(out var step))
        {
            try
            {
                step();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add(e.Message);
            }
        }

        var rest = failures.Count == 0 ? "All is as it was before." : $"Not all could be put back ({string.Join("; ", failures)}): run the command again when the cause is mended.";
        return new InstallException($"{place.Name}: {cause.Message} Make room or mend the rights of '{place.Root}', then run the command again. {rest}", cause);
    }

    // Python leaves compiled files beside ours; those of files that are gone go too.
    private void RemoveCompiled(DccPlace place, IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(path => path.EndsWith(".py", StringComparison.Ordinal)))
        {
            var folder = Path.Combine(Path.GetDirectoryName(place.Full(path))!, Compiled);
            foreach (var file in files.Files(folder, Path.GetFileNameWithoutExtension(path) + ".*.pyc"))
            {
                files.DeleteFile(file);
            }

            RemoveWhenEmpty(folder);
        }
    }

    private void RemoveEmptyFolders(DccPlace place, IEnumerable<string> made)
    {
        // Of those that were made for it, the deepest first; a folder that was there before stays, also when it is empty.
        foreach (var folder in made.OrderByDescending(folder => folder.Length))
        {
            RemoveWhenEmpty(place.Full(folder));
        }
    }

    private void RemoveWhenEmpty(string folder)
    {
        if (files.FolderExists(folder) && files.Folders(folder).Count == 0 && files.Files(folder, "*").Count == 0)
        {
            files.DeleteFolder(folder);
        }
    }
}
