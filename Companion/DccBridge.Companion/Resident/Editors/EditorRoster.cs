using System.Threading.Channels;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Resident.Editors;

/// <summary>All running editors, each with its link. The system tells when endpoint files come and go; a slow look catches what it does not tell.</summary>
internal sealed class EditorRoster : IAsyncDisposable
{
    private static readonly TimeSpan LookWhileLost = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly LinkPorts _ports;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<LinkedEditor> _editors = [];
    private readonly FolderWatch? _watch;
    private Task _running = Task.CompletedTask;
    private IReadOnlyList<string> _problems = [];

    /// <param name="ports">What links need of the rest.</param>
    public EditorRoster(LinkPorts ports)
    {
        _ports = ports;
        _watch = Watch();
    }

    /// <summary>The editors, by project.</summary>
    public IReadOnlyList<LinkedEditor> Editors
    {
        get
        {
            lock (_gate)
            {
                return [.. _editors.Where(e => !e.HasEnded).OrderBy(e => e.Project, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Id, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Endpoint files that cannot be used, each as an instruction.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate)
            {
                return _problems;
            }
        }
    }

    /// <summary>The editor that somebody means.</summary>
    /// <param name="wanted">Its id, project path, or a part of the project's name or path; null is the only one.</param>
    /// <param name="preferred">The same for when several run and none is named.</param>
    /// <exception cref="ResidentException">There is not exactly one.</exception>
    public LinkedEditor Choose(string? wanted, string? preferred) => EditorChoices.Choose(Editors, wanted, preferred);

    /// <summary>The editor of a project; null when none runs.</summary>
    public LinkedEditor? OfProject(string projectPath) => Editors.FirstOrDefault(e => e.ProjectPath == projectPath && e.Link == EditorLinkState.Connected) ?? Editors.FirstOrDefault(e => e.ProjectPath == projectPath);

    /// <summary>Begins to look. Once, when everybody is there who is told.</summary>
    public void Begin() => _running = Task.Run(RunAsync);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        LinkedEditor[] editors;
        lock (_gate)
        {
            editors = [.. _editors];
            _editors.Clear();
        }

        await Task.WhenAll(editors.Select(e => e.DisposeAsync().AsTask())).ConfigureAwait(false);
        _closing.Dispose();
    }

    private FolderWatch? Watch()
    {
        try
        {
            return FolderWatch.Begin(_ports.Options.EndpointFolder ?? EditorFolder.Default(), _ => _wanted.Writer.TryWrite(true), _ports.Options.Time);
        }
        catch (EndpointException)
        {
            // There is no folder to watch; each look says so.
            return null;
        }
    }

    private async Task RunAsync()
    {
        var stop = _closing.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _watch?.Ensure();
                await LookAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _ports.Log(LogWeight.Error, $"Looking for editors failed: {e.Message}", e);
            }

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var waited = Task.Delay(Editors.Any(e => e.LostFor is not null) ? LookWhileLost : _ports.Options.SlowLook, _ports.Options.Time, pause.Token);
            var wanted = _wanted.Reader.WaitToReadAsync(pause.Token).AsTask();
            await Task.WhenAny(waited, wanted).ConfigureAwait(false);
            _wanted.Reader.TryRead(out _);
            await pause.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task LookAsync()
    {
        IReadOnlyList<EditorEntry> entries = [];
        string[] problems = [];
        try
        {
            entries = _ports.Connector.Find(_ports.Options.EndpointFolder);
            problems = [.. entries.Select(e => e.Problem).OfType<EndpointException>().Select(p => p.Message)];
        }
        catch (EndpointException e)
        {
            problems = [FailureText.From(e).Message];
        }

        EndpointFile[] alive = [.. entries.Where(e => e.Liveness == EditorLiveness.Alive).Select(e => e.File).OfType<EndpointFile>()];
        LinkedEditor[] gone;
        var changed = false;
        lock (_gate)
        {
            gone = [.. _editors.Where(e => IsGone(e, alive))];
            _editors.RemoveAll(gone.Contains);
            foreach (var file in alive.Where(f => !_editors.Any(e => IsLinkOf(e, f))))
            {
                _editors.Add(new LinkedEditor(entries.First(e => e.File == file), _ports));
                changed = true;
            }

            changed |= gone.Length > 0 || !_problems.SequenceEqual(problems);
            _problems = problems;
        }

        foreach (var editor in gone)
        {
            await editor.DisposeAsync().ConfigureAwait(false);
        }

        if (changed)
        {
            _ports.Changed();
        }
    }

    /// <summary>A link that was just lost finds the new start of its editor by itself, and resumes there.</summary>
    private bool IsLinkOf(LinkedEditor editor, EndpointFile file) =>
        editor.InstanceId == file.InstanceId
        || (editor.LostFor is { } lost && (lost < _ports.Options.LostGrace || editor.IsInUse) && editor.Project.Equals(file.Project, StringComparison.OrdinalIgnoreCase));

    private bool IsGone(LinkedEditor editor, EndpointFile[] alive)
    {
        if (editor.HasEnded)
        {
            return true;
        }

        var isAlive = alive.Any(f => f.InstanceId == editor.InstanceId);
        return !isAlive && editor.Link switch
        {
            EditorLinkState.Connecting or EditorLinkState.Refused => true,
            EditorLinkState.Lost => editor.LostFor >= _ports.Options.LostGrace && !editor.IsInUse,
            _ => false,
        };
    }
}
