using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Dcc.Probing;
using DccBridge.Protocol.Contracts.Validation;
using ResidentCompanion = DccBridge.Companion.Resident.Resident;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>The resident core over an editor and DCCs made by hand, on a folder of its own.</summary>
internal sealed class ResidentBench : IOpener, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private ResidentCompanion? _resident;

    public FakeSession Editor { get; } = new();

    public FillableDisk Disk { get; } = new();

    public SilentDisk Sources { get; } = new();

    public List<string> Opened { get; } = [];

    public List<NoticeView> Shown { get; } = [];

    public List<string> Logged { get; } = [];

    public IDccProbe? Dccs { get; set; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("dccbridge-resident-").FullName;

    public string Home => Path.Combine(Folder, "home");

    public string Desk => Path.Combine(Folder, "Стол");

    public Func<ResidentOptions, ResidentOptions> Adjust { get; set; } = o => o;

    /// <summary>Not null after <see cref="StartAsync"/>.</summary>
    public ResidentCompanion Resident => _resident!;

    public void Open(string file) => Opened.Add(file);

    /// <summary>Starts, and waits until the editor is connected.</summary>
    public async Task StartAsync(CompanionSettings? settings = null, int editors = 1)
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Desk);
        var options = Adjust(new ResidentOptions
        {
            Folder = Home,
            EndpointFolder = Path.Combine(Folder, "editors"),
            SlowLook = TimeSpan.FromMilliseconds(200),
            SourceLook = TimeSpan.FromMilliseconds(200),
            ChangeInterval = TimeSpan.FromMilliseconds(10),
        });
        _resident = ResidentCompanion.Start(options, new ResidentPorts
        {
            Connector = Editor,
            Disk = Disk,
            SourceDisk = Sources,
            Opener = this,
            Dccs = Dccs is { } probe ? _ => probe : null,
            Log = (weight, text, e) =>
            {
                lock (Logged)
                {
                    Logged.Add($"{weight} {text} {e}");
                }
            },
        });
        _resident.Notices.Show = notice =>
        {
            lock (Shown)
            {
                Shown.Add(notice);
            }

            return Task.CompletedTask;
        };
        if (settings is not null)
        {
            await _resident.Settings.SaveAsync(settings, CancellationToken.None);
        }

        await UntilAsync(() => _resident.Status.Editors.Count == editors && _resident.Status.Editors.All(e => e.Link == EditorLinkState.Connected), "a connected editor");
    }

    /// <summary>Ends it as somebody who quits does, or as a kill does: then its state is put back to what it was before.</summary>
    public async Task StopAsync(bool kill = false)
    {
        var files = kill ? Directory.EnumerateFiles(Path.Combine(Home, "state")).ToDictionary(f => f, File.ReadAllBytes) : [];
        await _resident!.DisposeAsync();
        _resident = null;
        Editor.ForgetSubscribers();
        foreach (var (path, bytes) in files)
        {
            await File.WriteAllBytesAsync(path, bytes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Sources.Answer();
        if (_resident is { } resident)
        {
            await resident.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Writes a small PNG; another content for each number.</summary>
    public string Texture(string name, int number = 0)
    {
        var path = Path.Combine(Desk, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Bytes(number));
        return path;
    }

    /// <summary>A PNG of one gray pixel, with a comment that makes it another file.</summary>
    public static byte[] Bytes(int number)
    {
        var png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==");
        var text = System.Text.Encoding.ASCII.GetBytes($"Comment\0{number}");
        using var chunk = new MemoryStream();
        Span<byte> four = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(four, text.Length);
        chunk.Write(four);
        byte[] named = [.. "tEXt"u8, .. text];
        chunk.Write(named);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(four, Crc(named));
        chunk.Write(four);
        return [.. png[..33], .. chunk.ToArray(), .. png[33..]];
    }

    public async Task<ActivityView> EndAsync(ActivityView activity) => await Resident.Activities.WaitAsync(activity.Id, CancellationToken.None).WaitAsync(Patience);

    public SendRequest Send(params string[] files) => new() { Files = files };

    public static Verdict Verdict(string path, Guid run, params Finding[] findings) => new()
    {
        RunId = run,
        AssetPath = path,
        AssetClass = "Texture2D",
        Outcome = findings.Length == 0 ? VerdictOutcome.Passed : VerdictOutcome.Failed,
        Findings = findings,
        ValidatedAt = DateTime.UtcNow,
    };

    public static Finding Error(string rule = "tex.pow2", string? node = null) =>
        new() { RuleId = rule, Severity = Severity.Error, Message = "wrong", Fix = "Mend it.", Locator = node is null ? null : new FindingLocator { Node = node } };

    /// <summary>Looks again at each change, and now and then, until it holds.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!holds())
        {
            if (limit.IsCancellationRequested)
            {
                lock (Logged)
                {
                    Assert.Fail($"{what} did not come. {string.Join('\n', Logged)}");
                }
            }

            await Task.Delay(5);
        }
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
