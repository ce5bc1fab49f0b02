namespace DccBridge.Companion.Resident.Views;

/// <summary>A DCC that runs on this machine.</summary>
internal sealed record DccView
{
    /// <summary>Names it in the API while it runs ("blender-4711").</summary>
    public required string Id { get; init; }

    /// <summary>blender, maya, houdini or painter.</summary>
    public required string Kind { get; init; }

    /// <summary>Name and version ("Blender 3.4.1").</summary>
    public required string Name { get; init; }

    /// <summary>The open scene; null when it has no file.</summary>
    public string? Scene { get; init; }

    /// <summary>Where it is reached ("127.0.0.1:18811").</summary>
    public required string Address { get; init; }

    /// <summary>What it can: selection, export, open, select, code.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>It answered the last time it was asked.</summary>
    public bool Reachable { get; init; } = true;

    /// <summary>An instruction when something is wrong ("Blender is busy: close its dialog").</summary>
    public string? Message { get; init; }
}

/// <summary>What selecting came to.</summary>
internal sealed record SelectView
{
    /// <summary>The DCC.</summary>
    public required string DccId { get; init; }

    /// <summary>Nodes that are selected now.</summary>
    public IReadOnlyList<string> Selected { get; init; } = [];

    /// <summary>Nodes that are not in the scene.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>For a person.</summary>
    public required string Message { get; init; }
}

/// <summary>A preview of a fix, or what a fix did.</summary>
internal sealed record FixView
{
    /// <summary>What changes.</summary>
    public IReadOnlyList<FixChangeView> Changes { get; init; } = [];

    /// <summary>What is left alone, and why.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>To be given back when the fix is applied: it does what was shown or nothing.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Takes the applied fix back; null for a preview.</summary>
    public Guid? UndoId { get; init; }
}

/// <summary>One change of a fix.</summary>
internal sealed record FixChangeView(string AssetPath, string What, string Before, string After, int UpdatedReferences);

/// <summary>A sent file that is watched.</summary>
internal sealed record WatchedSourceView
{
    /// <summary>Names it in the API. URL-safe.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the project it was sent to.</summary>
    public required string Project { get; init; }

    /// <summary>It differs from what was sent.</summary>
    public bool Changed { get; init; }

    /// <summary>It is gone.</summary>
    public bool Missing { get; init; }

    /// <summary>When it was sent last, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When the change was seen, UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>One check of the doctor.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="State">ok, notice or problem.</param>
/// <param name="Message">What was found, and what to do.</param>
/// <param name="CanFix">The doctor can mend it.</param>
internal sealed record CheckView(string Name, string State, string Message, bool CanFix);

/// <summary>The settings and what is wrong with them.</summary>
internal sealed record SettingsView
{
    /// <summary>Where they are.</summary>
    public required string File { get; init; }

    /// <summary>The values in force.</summary>
    public required CompanionSettings Values { get; init; }

    /// <summary>What cannot be used, each naming field and what is allowed; the defaults stand in.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>A notification that is to be shown to the person now.</summary>
/// <param name="Id">Names it; a later one with the same id replaces it.</param>
/// <param name="Title">One line.</param>
/// <param name="Body">A few lines.</param>
/// <param name="IsBad">It tells of errors.</param>
/// <param name="Page">Page of the dashboard that a click opens ("findings?run=...").</param>
internal sealed record NoticeView(string Id, string Title, string Body, bool IsBad, string Page);
