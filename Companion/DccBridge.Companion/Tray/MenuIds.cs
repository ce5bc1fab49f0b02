namespace DccBridge.Companion.Tray;

/// <summary>Ids of the menu's lines. Those about an editor carry its id after the colon.</summary>
internal static class MenuIds
{
    public const string Open = "open";
    public const string Attention = "attention";
    public const string Editor = "editor:";
    public const string MoreEditors = "more-editors";
    public const string SendAgain = "send-again";
    public const string Validate = "validate";
    public const string ValidateIn = "validate:";
    public const string Pause = "pause";
    public const string Settings = "settings";
    public const string Logs = "logs";
    public const string Quit = "quit";
}
