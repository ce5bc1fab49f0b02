using System.Globalization;
using System.Text.Json;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Content;

/// <summary>One file to write or, without content, to delete.</summary>
/// <param name="File">Relative to the content folder, '/' between names.</param>
/// <param name="Content">The whole file; null deletes it.</param>
internal sealed record FileChange(string File, byte[]? Content);

/// <summary>A change failed half-way and could not be taken back either; the journal on the disk will complete it.</summary>
internal sealed class HalfAppliedException(Exception cause, Exception whileTakingBack)
    : IOException("A change of the content folder is half made; it is completed at the next change or start.", new AggregateException(cause, whileTakingBack))
{
    /// <summary>True when a full disk is behind it.</summary>
    public bool IsDiskFull { get; } = DiskErrors.IsFull(cause) || DiskErrors.IsFull(whileTakingBack);
}

/// <summary>
/// Makes changes of several files all or nothing, power cuts and kills included. New files are written and flushed in the staging
/// folder; a journal that names them is put in place (that moment decides: before it nothing happened, after it everything will);
/// then the files are renamed to their places and the journal is removed. A change of one file needs no journal: its rename decides.
/// </summary>
/// <remarks>Why the staged files are whole before the journal exists: after the decision only renames are left, and those need no room on the disk.</remarks>
internal sealed class DurableChanges(ContentLayout layout, IContentFiles files)
{
    private const int MaxJournalLength = 64 * 1024 * 1024;

    /// <summary>Makes the changes; when it throws, none was made, but for <see cref="HalfAppliedException"/>.</summary>
    /// <param name="changes">What to write and delete; no file twice.</param>
    /// <param name="inverse">What brings back the state before, used when the disk fails between the decision and the end.</param>
    /// <exception cref="IOException">The file system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The file system refused.</exception>
    /// <exception cref="HalfAppliedException">It refused half-way, and again when the change was taken back.</exception>
    public void Make(IReadOnlyList<FileChange> changes, IReadOnlyList<FileChange> inverse)
    {
        bool isDecided = false;
        try
        {
            Make(changes, "new", ref isDecided);
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            if (isDecided)
            {
                TakeBack(inverse, exception);
            }

            DiscardStaged();
            throw;
        }
    }

    /// <summary>Completes the change that an earlier process, or a failing disk, left half made, and empties the staging folder. Repeating it changes nothing.</summary>
    /// <exception cref="ContentFolderException">The journal is damaged.</exception>
    public void Recover()
    {
        if (ReadJournal() is { } journal)
        {
            Apply(journal);
        }

        DiscardStaged();
    }

    private void Make(IReadOnlyList<FileChange> changes, string prefix, ref bool isDecided)
    {
        if (changes.Count == 0)
        {
            return;
        }

        JournalDocument journal = Stage(changes, prefix);
        if (changes.Count == 1)
        {
            isDecided = true;
            Place(journal);
            return;
        }

        string draft = Path.Combine(layout.Staging, prefix + "-journal.json");
        files.WriteFlushed(draft, JsonSerializer.SerializeToUtf8Bytes(journal, ContentJson.Default.JournalDocument));
        isDecided = true;
        files.Move(draft, layout.Journal);
        files.FlushFolder(layout.Staging);
        Apply(journal);
    }

    private void TakeBack(IReadOnlyList<FileChange> inverse, Exception cause)
    {
        try
        {
            // With several files its journal replaces the first one, so that a kill in between completes the way back.
            bool isDecided = false;
            Make(inverse, "old", ref isDecided);
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            throw new HalfAppliedException(cause, exception);
        }
    }

    private JournalDocument Stage(IReadOnlyList<FileChange> changes, string prefix)
    {
        var writes = new List<JournalWrite>();
        foreach (FileChange change in changes)
        {
            if (change.Content is { } content)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{writes.Count:D6}.json");
                files.WriteFlushed(Path.Combine(layout.Staging, name), content);
                writes.Add(new JournalWrite(name, change.File));
            }
        }

        if (writes.Count > 0)
        {
            files.FlushFolder(layout.Staging);
        }

        return new JournalDocument
        {
            Format = RecordDocument.CurrentFormat,
            Writes = writes,
            Deletes = [.. changes.Where(static change => change.Content is null).Select(static change => change.File)],
        };
    }

    private void Apply(JournalDocument journal)
    {
        Place(journal);
        files.Delete(layout.Journal);

        // A journal that came back after a power cut would delete what was made since.
        files.FlushFolder(layout.Staging);
    }

    private void Place(JournalDocument journal)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (string deleted in journal.Deletes)
        {
            string target = layout.Absolute(deleted);
            string folder = Path.GetDirectoryName(target)!;
            if (Directory.Exists(folder))
            {
                files.Delete(target);
                touched.Add(folder);
            }
        }

        foreach (JournalWrite write in journal.Writes)
        {
            string target = layout.Absolute(write.Target);
            string folder = Path.GetDirectoryName(target)!;
            CreateFolders(folder);
            string staged = Path.Combine(layout.Staging, write.Staged);
            if (File.Exists(staged))
            {
                files.Move(staged, target);
            }

            touched.Add(folder);
        }

        foreach (string folder in touched)
        {
            files.FlushFolder(folder);
        }
    }

    private void CreateFolders(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        string parent = Path.GetDirectoryName(folder)!;
        CreateFolders(parent);
        files.CreateFolder(folder);
        files.FlushFolder(parent);
    }

    private JournalDocument? ReadJournal()
    {
        var file = new FileInfo(layout.Journal);
        if (!file.Exists)
        {
            return null;
        }

        try
        {
            if (file.Length > MaxJournalLength)
            {
                throw new JsonException($"it has {file.Length} bytes, at most {MaxJournalLength} are allowed");
            }

            JournalDocument journal = JsonSerializer.Deserialize(File.ReadAllBytes(layout.Journal), ContentJson.Default.JournalDocument)
                ?? throw new JsonException("it says null");
            Check(journal);
            return journal;
        }
        catch (Exception exception) when (exception is JsonException or EditorException)
        {
            throw new ContentFolderException($"'{layout.Journal}' is damaged, so the last change of the content folder cannot be completed: {exception.Message} Delete that file to go on without the change.", exception);
        }
    }

    // The folder may come from somebody else: a journal must not write where a record could not.
    private void Check(JournalDocument journal)
    {
        foreach (string target in journal.Writes.Select(static write => write.Target).Concat(journal.Deletes))
        {
            string[] names = target.Split('/');
            if (!target.EndsWith(RecordFileName.Ending, StringComparison.Ordinal)
                || names.Any(static name => name.Length == 0 || name[0] == '.' || name.AsSpan().ContainsAny("\\:")))
            {
                throw new JsonException($"'{target}' is no record file of the content folder.");
            }

            LinkGuard.Check(layout.Root, target);
        }

        foreach (JournalWrite write in journal.Writes)
        {
            if (write.Staged != Path.GetFileName(write.Staged) || write.Staged is "" or "." or "..")
            {
                throw new JsonException($"'{write.Staged}' is no name of a staged file.");
            }
        }
    }

    private void DiscardStaged()
    {
        if (File.Exists(layout.Journal))
        {
            return;
        }

        foreach (string leftover in Directory.GetFiles(layout.Staging))
        {
            try
            {
                files.Delete(leftover);
            }
            catch (Exception exception) when (DiskErrors.IsRefusal(exception))
            {
                // Leftovers take room and do nothing else; the next start tries again.
                return;
            }
        }
    }
}
