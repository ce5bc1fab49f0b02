using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Api.Contracts;

/// <summary>A failure as RFC 9457 wants it.</summary>
/// <param name="Type">Names the class of the problem; about:blank, so that the status says it.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Names the cause for programs.</param>
/// <param name="Detail">What to do.</param>
internal sealed record ProblemView(string Type, string Title, int Status, string Code, string Detail);

/// <summary>Activities, newest first.</summary>
/// <param name="Items">The page.</param>
internal sealed record ActivityPage(IReadOnlyList<ActivityView> Items);

/// <summary>Whether an activity was still to be stopped.</summary>
/// <param name="Cancelled">It was.</param>
internal sealed record CancelView(bool Cancelled);

/// <summary>A link that opens the dashboard once.</summary>
/// <param name="Url">For a browser of this machine; good for a minute.</param>
internal sealed record LinkView(string Url);

/// <summary>What a page of the dashboard sends with each request, beside the cookie.</summary>
/// <param name="Secret">For the header X-DccBridge; good until the companion ends.</param>
internal sealed record SecretView(string Secret);

/// <summary>The newest lines of the log, oldest first.</summary>
/// <param name="Lines">The lines.</param>
internal sealed record LogView(IReadOnlyList<string> Lines);

/// <summary>Accepts a finding.</summary>
internal sealed record SuppressRequest
{
    /// <summary>Why; shown with the finding.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Last day that it holds; null is for ever.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>A folder above the asset (/Game/Props): then all findings of the rule below it are accepted. Null is this asset alone.</summary>
    public string? Folder { get; init; }
}

/// <summary>Makes a fix that was shown, or shows it.</summary>
internal sealed record FixRequest
{
    /// <summary>From the preview; null shows the preview.</summary>
    public string? PlanHash { get; init; }
}

/// <summary>Takes a fix back.</summary>
internal sealed record UndoRequest
{
    /// <summary>Name of the project.</summary>
    public string Project { get; init; } = "";
}

/// <summary>Selects nodes in a DCC.</summary>
internal sealed record SelectRequest
{
    /// <summary>Names or paths of the nodes.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];
}

/// <summary>Asks for the secret of a page that a link opened.</summary>
internal sealed record SecretRequest
{
    /// <summary>From the address of the page, behind #open=.</summary>
    public string Code { get; init; } = "";
}

/// <summary>A link to one page of the dashboard.</summary>
internal sealed record LinkRequest
{
    /// <summary>The page ("findings?rule=tex.pow2"); null is the first one.</summary>
    public string? Page { get; init; }
}

/// <summary>Holds notifications back.</summary>
internal sealed record PauseRequest
{
    /// <summary>For how long.</summary>
    public int Minutes { get; init; } = 60;
}
