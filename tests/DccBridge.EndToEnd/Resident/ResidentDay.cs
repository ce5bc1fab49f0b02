using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Unreal;
using DccBridge.EndToEnd.BadDays;
using DccBridge.EndToEnd.Headless;
using ResidentCompanion = DccBridge.Companion.Resident.Resident;

namespace DccBridge.EndToEnd.Resident;

/// <summary>The resident core on folders of its own, with real headless editors as processes.</summary>
public abstract class ResidentDay : BadDay
{
    /// <summary>The folder of its settings and state.</summary>
    private protected string Home => Path.Combine(Desk, "home");

    private protected ResidentOptions Options => new()
    {
        Folder = Home,
        EndpointFolder = Endpoints,
        SlowLook = TimeSpan.FromSeconds(1),
        LostGrace = TimeSpan.FromSeconds(3),
        StateInterval = TimeSpan.FromMilliseconds(200),
        VerdictLimit = Patience,
    };

    private protected List<string> Logged { get; } = [];

    private protected ResidentCompanion StartResident(Func<ResidentOptions, ResidentOptions>? options = null, Func<ResidentPorts, ResidentPorts>? ports = null)
    {
        Directory.CreateDirectory(Home);
        ResidentPorts given = new()
        {
            Connector = new EditorConnector(TimeProvider.System),
            Log = (weight, text, e) =>
            {
                lock (Logged)
                {
                    Logged.Add($"{weight}: {text} {e?.GetType().Name}");
                }
            },
        };
        return ResidentCompanion.Start(options?.Invoke(Options) ?? Options, ports?.Invoke(given) ?? given);
    }

    /// <summary>A second content folder, and a headless editor on it.</summary>
    private protected async Task<HeadlessProcess> StartOtherAsync(string name, params string[] arguments) =>
        (await HeadlessProcess.StartReadyAsync([Path.Combine(Desk, name), "--endpoint-folder", Endpoints, "--port", "0", "--control", .. arguments])).Process;

    /// <summary>Waits until so many editors are connected, and gives them.</summary>
    private protected static async Task<IReadOnlyList<EditorView>> ConnectedAsync(IResident resident, int count)
    {
        await UntilAsync(resident, () => resident.Status.Editors.Count(e => e.Link == EditorLinkState.Connected) == count, () => $"{count} connected editors, not {string.Join(", ", resident.Status.Editors.Select(e => $"{e.Project} {e.Link} {e.Message}"))}");
        return resident.Status.Editors;
    }

    /// <summary>Looks at each change until the condition holds.</summary>
    private protected static async Task UntilAsync(IResident resident, Func<bool> holds, Func<string> what)
    {
        using var limit = new CancellationTokenSource(Patience);
        IAsyncEnumerable<Change> changes = resident.Changes.SubscribeAsync(limit.Token);
        if (holds())
        {
            return;
        }

        try
        {
            await foreach (Change _ in changes)
            {
                if (holds())
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.That(holds(), Is.True, what());
        }
    }

    private protected static Task<ActivityView> EndAsync(IResident resident, ActivityView activity) => resident.Activities.WaitAsync(activity.Id, CancellationToken.None).WaitAsync(Patience);

    private protected string Copy(string file, string name)
    {
        string path = Path.Combine(Desk, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(file, path, overwrite: true);
        return path;
    }
}
