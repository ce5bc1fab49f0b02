namespace DccBridge.Companion.Resident.Views;

/// <summary>A finding as it stands: the latest verdict on its asset has it.</summary>
internal sealed record FindingView
{
    /// <summary>Stays the same while the finding stays: made of project, asset, rule and place. URL-safe.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the project.</summary>
    public required string Project { get; init; }

    /// <summary>The running editor of that project; null when none runs.</summary>
    public string? EditorId { get; init; }

    /// <summary>Package path of the asset.</summary>
    public required string AssetPath { get; init; }

    /// <summary>Unreal class name of the asset.</summary>
    public required string AssetClass { get; init; }

    /// <summary>Id of the rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>info, warning or error.</summary>
    public required string Severity { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>How to mend it.</summary>
    public required string Fix { get; init; }

    /// <summary>Node in the DCC; null when it is not about one.</summary>
    public string? Node { get; init; }

    /// <summary>Material in the DCC.</summary>
    public string? Material { get; init; }

    /// <summary>Material slot, from 0; null when it is not about one.</summary>
    public int? Slot { get; init; }

    /// <summary>Why it is accepted; null when it is open.</summary>
    public string? SuppressedBecause { get; init; }

    /// <summary>The source; null when it is not known.</summary>
    public SourceView? Source { get; init; }

    /// <summary>When it was first found, UTC.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When the asset was judged last, UTC.</summary>
    public required DateTimeOffset ValidatedAt { get; init; }

    /// <summary>The run of that judgement.</summary>
    public required Guid RunId { get; init; }

    /// <summary>A picture can be had of its asset.</summary>
    public bool HasThumbnail { get; init; }

    /// <summary>The rule can mend it by itself.</summary>
    public bool CanFix { get; init; }

    /// <summary>A DCC runs that can select the node, or open the source.</summary>
    public bool CanSelect { get; init; }
}

/// <summary>The source of an asset on this machine.</summary>
internal sealed record SourceView
{
    /// <summary>The file that was sent.</summary>
    public required string Path { get; init; }

    /// <summary>It is there.</summary>
    public bool Exists { get; init; }

    /// <summary>The program that it came from, as side-car or file say.</summary>
    public string? Dcc { get; init; }

    /// <summary>The scene it was exported from; null when no side-car says.</summary>
    public string? Scene { get; init; }
}

/// <summary>Which findings, and how.</summary>
internal sealed record FindingQuery
{
    /// <summary>Only of this project; null is all.</summary>
    public string? Project { get; init; }

    /// <summary>Only of this severity: info, warning, error.</summary>
    public string? Severity { get; init; }

    /// <summary>Only of this rule.</summary>
    public string? Rule { get; init; }

    /// <summary>Only of this asset, or of assets below this folder.</summary>
    public string? Path { get; init; }

    /// <summary>Words that must all occur in asset, rule, message, node or source, whatever their case.</summary>
    public string? Text { get; init; }

    /// <summary>Only what this run of a validation judged last; null is all runs.</summary>
    public Guid? Run { get; init; }

    /// <summary>Suppressed ones too.</summary>
    public bool Suppressed { get; init; }

    /// <summary>Order and groups: severity, asset, rule, source or time (newest first).</summary>
    public string Sort { get; init; } = "severity";

    /// <summary>How many to pass over.</summary>
    public int Offset { get; init; }

    /// <summary>At most this many, 1 to 1,000.</summary>
    public int Limit { get; init; } = 200;
}

/// <summary>A page of findings.</summary>
internal sealed record FindingPage
{
    /// <summary>How many the query has in all.</summary>
    public required int Total { get; init; }

    /// <summary>Of these, errors.</summary>
    public int Errors { get; init; }

    /// <summary>Of these, warnings.</summary>
    public int Warnings { get; init; }

    /// <summary>Of these, infos.</summary>
    public int Infos { get; init; }

    /// <summary>How many findings each value of the sort key has, in the order of the list: group headings.</summary>
    public IReadOnlyList<FindingGroup> Groups { get; init; } = [];

    /// <summary>All projects that have findings, whatever the query, by name: what can be chosen from. At most a hundred.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>The page.</summary>
    public required IReadOnlyList<FindingView> Items { get; init; }
}

/// <summary>A group of findings.</summary>
/// <param name="Key">Value of the sort key: the severity, asset path, rule id, source path or day (yyyy-MM-dd).</param>
/// <param name="Count">How many.</param>
internal sealed record FindingGroup(string Key, int Count);

/// <summary>One judgement of an asset in its history.</summary>
internal sealed record VerdictView
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset ValidatedAt { get; init; }

    /// <summary>passed, warnings, failed or notValidated.</summary>
    public required string Outcome { get; init; }

    /// <summary>import, manual, save, preSubmit or script.</summary>
    public required string UseCase { get; init; }

    /// <summary>Findings of severity error.</summary>
    public int Errors { get; init; }

    /// <summary>Findings of severity warning.</summary>
    public int Warnings { get; init; }

    /// <summary>Rule ids of its findings, worst first; at most twenty.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}
