using DccBridge.Companion.Resident.Views;
using DccBridge.Dcc.Sidecars;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>What the disk says of source files: whether they are there, and what their side-cars say. Remembered for a moment, since pages ask for the same ones.</summary>
internal sealed class SourceNotes(TimeProvider time)
{
    private const int MostRemembered = 5_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Note> _notes = new(StringComparer.Ordinal);

    /// <summary>What is known of a source file of this machine; null when the path is of another one.</summary>
    public Note? Of(string? path)
    {
        if (path is null || !Path.IsPathFullyQualified(path))
        {
            return null;
        }

        // A new export has a new side-car, and says at once where it comes from: an old one would lead to another scene.
        var written = File.GetLastWriteTimeUtc(DccSidecarReader.PathOf(path));
        lock (_gate)
        {
            if (_notes.TryGetValue(path, out var known) && known.Written == written && time.GetElapsedTime(known.At) < Fresh)
            {
                return known;
            }
        }

        var note = Look(path, written);
        lock (_gate)
        {
            if (_notes.Count >= MostRemembered)
            {
                _notes.Clear();
            }

            _notes[path] = note;
        }

        return note;
    }

    private Note Look(string path, DateTime written)
    {
        DccSidecar? sidecar = null;
        string? problem = null;
        try
        {
            sidecar = DccSidecarReader.Find(path);
        }
        catch (DccSidecarException e)
        {
            problem = e.Message;
        }

        var view = new SourceView { Path = path, Exists = File.Exists(path), Dcc = sidecar?.Application, Scene = sidecar?.Scene };
        return new Note(view, sidecar, problem, time.GetTimestamp(), written);
    }

    /// <summary>What was seen.</summary>
    /// <param name="View">For the API.</param>
    /// <param name="Sidecar">The side-car; null when there is none that can be used.</param>
    /// <param name="Problem">Why the side-car cannot be used; null when it can or is not there.</param>
    /// <param name="At">When.</param>
    /// <param name="Written">When the side-car was written last.</param>
    internal sealed record Note(SourceView View, DccSidecar? Sidecar, string? Problem, long At, DateTime Written);
}
