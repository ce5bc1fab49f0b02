namespace DccBridge.Tray;

/// <summary>A line of the menu. Its children make it a submenu.</summary>
public sealed record TrayMenuItem
{
    /// <value>The id that <see cref="ITrayIcon.Chosen"/> tells; unique in its menu, submenus included.</value>
    public required string Id { get; init; }

    /// <value>What stands there, as it is: no character has a meaning of its own.</value>
    public string Label { get; init; } = "";

    /// <value>Whether it can be chosen.</value>
    public bool IsEnabled { get; init; } = true;

    /// <value>Null: no check mark. Otherwise whether the mark is set.</value>
    public bool? IsChecked { get; init; }

    /// <value>What activating the icon does as well; bold where the system can show it.</value>
    public bool IsDefault { get; init; }

    /// <value>A line between groups, that nobody can choose.</value>
    public bool IsSeparator { get; init; }

    /// <value>Lines of the submenu; empty for none.</value>
    public IReadOnlyList<TrayMenuItem> Children { get; init; } = [];

    /// <summary>A line between groups.</summary>
    public static TrayMenuItem Separator(string id) => new() { Id = id, IsSeparator = true };

    /// <summary>Whether both look and act alike, children included.</summary>
    public bool Equals(TrayMenuItem? other) =>
        other is not null
        && (Id, Label, IsEnabled, IsChecked, IsDefault, IsSeparator) == (other.Id, other.Label, other.IsEnabled, other.IsChecked, other.IsDefault, other.IsSeparator)
        && Children.SequenceEqual(other.Children);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Label, IsEnabled, IsChecked, Children.Count);
}
