namespace DccBridge.Companion.Diagnostics;

/// <summary>The checks of a project; stable, for scripts.</summary>
internal static class ProjectCheckNames
{
    public const string Project = "project file";
    public const string Engine = "engine version";
    public const string UnrealSharp = "UnrealSharp";
    public const string Sdk = ".NET SDK";
    public const string Cpp = "C++ project";
    public const string EditorClosed = "editor closed";
    public const string Writable = "project file writable";
    public const string Versions = "versions";
    public const string Folder = "plugin folder";
    public const string Copies = "copies of DccBridge";
    public const string Files = "plugin files";
    public const string Enabled = "plugins enabled";
    public const string Solution = "solution";
    public const string Glue = "glue";
    public const string Stale = "glue up to date";
    public const string Built = "plugin built";
    public const string ScriptFolder = "script folder";
    public const string LaunchSettings = "launch settings";
    public const string BackgroundCpu = "CPU in background";
    public const string LeftOver = "interrupted installation";
}
