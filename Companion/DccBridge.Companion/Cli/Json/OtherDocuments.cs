using DccBridge.Companion.Diagnostics;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Companion.Cli.Json;

/// <summary>The document of <c>validate</c>.</summary>
internal sealed record ValidateDocument(string Command, int ExitCode, string Summary, EditorPart Editor, Guid RunId, IReadOnlyList<VerdictPart> Verdicts, CountPart Count);

/// <summary>A modal dialog.</summary>
internal sealed record ModalPart(string Title, string Text);

/// <summary>What an editor is doing; <c>Activity</c> is starting, ticking, stalled, modal or stopping.</summary>
internal sealed record StatePart(
    string Activity, double SecondsSinceTick, double TicksPerSecond, string? CurrentWork, ModalPart? Modal, int QueueDepth, int OpenOperations, int Sessions)
{
    public static StatePart Of(EditorState state) => new(
        Name(state.Activity),
        state.SecondsSinceTick,
        state.TicksPerSecond,
        state.CurrentWork,
        state.Modal is { } modal ? new ModalPart(modal.Title, modal.Text) : null,
        state.QueueDepth,
        state.OpenOperations,
        state.Sessions);

    public static string Name(EditorActivity activity) => activity switch
    {
        EditorActivity.Starting => "starting",
        EditorActivity.Ticking => "ticking",
        EditorActivity.Stalled => "stalled",
        EditorActivity.Modal => "modal",
        _ => "stopping",
    };
}

/// <summary>One endpoint file with what its editor answered; <c>Liveness</c> is alive, dead or unreadable.</summary>
internal sealed record StatusPart(string EndpointFile, string Liveness, EditorPart? Editor, int? Port, string? Socket, DateTimeOffset? StartTime, StatePart? State, double? RoundTripMilliseconds, ErrorPart? Error);

/// <summary>The document of <c>status</c>.</summary>
internal sealed record StatusDocument(string Command, int ExitCode, IReadOnlyList<StatusPart> Editors);

/// <summary>An asset.</summary>
internal sealed record AssetPart(string AssetPath, string AssetClass, int Revision, DateTime ImportedAt, string? SourcePath, string? ContentHash, string? Dcc, IReadOnlyList<string> References, TexturePart? Texture, MeshPart? Mesh)
{
    public static AssetPart Of(AssetRecord asset) => new(
        asset.Path,
        asset.Class,
        asset.Revision,
        asset.ImportedAt,
        asset.Source?.Path,
        asset.Source?.ContentHash,
        asset.Source?.Dcc,
        asset.References,
        asset.Facts.Texture is { } t ? new TexturePart(t.Width, t.Height, t.Channels, t.BitDepth, t.Srgb) : null,
        asset.Facts.Mesh is { } m ? new MeshPart(m.Triangles, m.Vertices, m.UvChannels, [.. m.Slots.Select(s => s.Name)]) : null);
}

/// <summary>A texture in figures.</summary>
internal sealed record TexturePart(int Width, int Height, int Channels, int BitDepth, bool Srgb);

/// <summary>A mesh in figures.</summary>
internal sealed record MeshPart(int Triangles, int Vertices, int UvChannels, IReadOnlyList<string> Slots);

/// <summary>The document of <c>assets</c>.</summary>
internal sealed record AssetsDocument(string Command, int ExitCode, EditorPart Editor, int Total, IReadOnlyList<AssetPart> Assets);

/// <summary>One line of <c>watch --json</c>; <c>Event</c> is watching, verdict, state, link, error or end.</summary>
internal sealed record WatchLine
{
    public required string Event { get; init; }

    public required DateTimeOffset At { get; init; }

    public EditorPart? Editor { get; init; }

    public long? Sequence { get; init; }

    public VerdictPart? Verdict { get; init; }

    public StatePart? State { get; init; }

    public HappenedPart? Happened { get; init; }

    public string? Link { get; init; }

    public string? Message { get; init; }

    public ErrorPart? Error { get; init; }
}

/// <summary>One check of <c>doctor</c>; <c>Result</c> is good, notice, bad or skipped.</summary>
internal sealed record CheckPart(string Check, string Result, string Cause, string? Instruction, string? Editor)
{
    public static CheckPart Of(CheckResult result) => new(result.Check, result.Outcome.ToString().ToLowerInvariant(), result.Cause, result.Instruction, result.Editor);
}

/// <summary>The document of <c>doctor</c>.</summary>
internal sealed record DoctorDocument(string Command, int ExitCode, string Summary, IReadOnlyList<CheckPart> Checks);

/// <summary>The document of <c>install</c> and <c>uninstall</c>.</summary>
/// <param name="Command">"install" or "uninstall".</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Summary">In one line.</param>
/// <param name="Project">The .uproject.</param>
/// <param name="DryRun">Nothing was changed.</param>
/// <param name="Changed">Something was, or with a dry run would be, changed.</param>
/// <param name="Checks">What was looked at.</param>
/// <param name="Steps">What was, or with a dry run would be, done.</param>
/// <param name="Attention">What a person must do because it could not be done.</param>
/// <param name="Next">What comes next.</param>
internal sealed record InstallDocument(
    string Command, int ExitCode, string Summary, string Project, bool DryRun, bool Changed, IReadOnlyList<CheckPart> Checks, IReadOnlyList<string> Steps, IReadOnlyList<string> Attention, IReadOnlyList<string> Next);

/// <summary>The document of <c>install --dcc</c> and <c>uninstall --dcc</c>.</summary>
/// <param name="Command">"install" or "uninstall".</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Summary">In one line.</param>
/// <param name="Dcc">blender, maya or houdini.</param>
/// <param name="Places">The folders that are ours, absolute.</param>
/// <param name="DryRun">Nothing was changed.</param>
/// <param name="Changed">Something was, or with a dry run would be, changed.</param>
/// <param name="Steps">What was, or with a dry run would be, done.</param>
/// <param name="Attention">What a person must do because it could not be done.</param>
/// <param name="Next">What comes next.</param>
internal sealed record DccInstallDocument(
    string Command, int ExitCode, string Summary, string Dcc, IReadOnlyList<string> Places, bool DryRun, bool Changed, IReadOnlyList<string> Steps, IReadOnlyList<string> Attention, IReadOnlyList<string> Next);
