using System.Globalization;
using DccBridge.Client;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Resident.Editors;

/// <summary>What editors say, in words for people.</summary>
internal static class EditorWords
{
    private const string Headless = "headless";

    /// <summary>Engine and version.</summary>
    public static string Engine(EditorInfo? info, EndpointFile file) => info switch
    {
        null => file.Engine,
        { Engine: Headless } => $"DccBridge.Headless {info.Version}",
        _ => info.Engine,
    };

    /// <summary>As the API writes it.</summary>
    public static string Activity(EditorActivity activity) => activity switch
    {
        EditorActivity.Starting => "starting",
        EditorActivity.Ticking => "ticking",
        EditorActivity.Stalled => "stalled",
        EditorActivity.Modal => "modal",
        _ => "stopping",
    };

    /// <summary>What the open dialog says; null when none is open.</summary>
    public static string? Modal(EditorState? state) => state switch
    {
        { Activity: EditorActivity.Modal, Modal: { } modal } => modal.Text.Length == 0 ? modal.Title : modal.Title.Length == 0 ? modal.Text : $"{modal.Title}: {modal.Text}",
        { Activity: EditorActivity.Modal } => "A dialog is open.",
        _ => null,
    };

    /// <summary>What a person has to do; null when nothing.</summary>
    public static string? Message(EditorState? state) => state?.Activity switch
    {
        EditorActivity.Modal => "Answer the dialog in the editor; work waits until then.",
        EditorActivity.Stalled => string.Create(
            CultureInfo.InvariantCulture,
            $"The editor has been busy for {state.SecondsSinceTick:0} s{(state.CurrentWork is { } work ? $" with {work}" : "")}. Work waits until it is done."),
        EditorActivity.Stopping => "The editor is closing. Start it again.",
        _ => null,
    };

    /// <summary>Trying again does not help by itself.</summary>
    public static bool NeedsAPerson(EditorConnectReason reason) => reason is EditorConnectReason.VersionMismatch or EditorConnectReason.WrongSecret or EditorConnectReason.UnprovenEditor
        or EditorConnectReason.PermissionDenied or EditorConnectReason.Refused or EditorConnectReason.NotDccBridge or EditorConnectReason.WrongEditor or EditorConnectReason.ProtocolViolation
        or EditorConnectReason.UnusableEndpoint;

    /// <summary>A person would see the difference.</summary>
    public static bool Differ(EditorState? a, EditorState? b) =>
        a?.Activity != b?.Activity || a?.QueueDepth != b?.QueueDepth || a?.Modal != b?.Modal || (a?.Activity == EditorActivity.Stalled && (int)a.SecondsSinceTick != (int)b!.SecondsSinceTick);
}
