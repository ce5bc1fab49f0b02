namespace DccBridge.Companion.Transfers;

/// <summary>What is going to happen to one asset.</summary>
internal enum PlanAction
{
    /// <summary>It is new.</summary>
    Create,

    /// <summary>It exists and gets the new content.</summary>
    Overwrite,

    /// <summary>It exists as it is in the file.</summary>
    Unchanged,

    /// <summary>Nothing is sent; <see cref="PlanRow.Note"/> says why.</summary>
    Refused,
}

/// <summary>One asset of the plan.</summary>
/// <param name="Action">What is going to happen.</param>
/// <param name="AssetPath">Package path.</param>
/// <param name="Class">Unreal class name; null when the file could not be read.</param>
/// <param name="Source">The file that it comes from.</param>
/// <param name="Note">Why it is refused, or what is worth knowing; null for nothing.</param>
/// <param name="IsMain">True for the asset of the file itself, false for a material beside a mesh.</param>
internal sealed record PlanRow(PlanAction Action, string AssetPath, string? Class, InspectedFile Source, string? Note, bool IsMain)
{
    /// <summary>Another file that the asset came from until now and that is still there: two files have one asset, which may not be meant. Null for nothing.</summary>
    public string? Replaces { get; init; }
}

/// <summary>What a run is going to do, in the order of the asset paths.</summary>
internal sealed record SendPlan(IReadOnlyList<PlanRow> Rows)
{
    /// <summary>The main assets that are sent; those that are unchanged too, for the editor to settle the source path and to judge them.</summary>
    public IEnumerable<PlanRow> Sent => Rows.Where(r => r.IsMain && r.Action != PlanAction.Refused);

    /// <summary>The rows of files that are not sent.</summary>
    public IEnumerable<PlanRow> Refused => Rows.Where(r => r.Action == PlanAction.Refused);
}
