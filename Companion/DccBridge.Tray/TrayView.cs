namespace DccBridge.Tray;

/// <summary>All that the tray shows at a moment. Never changes; what is different is another view.</summary>
public sealed record TrayView
{
    /// <summary>The most lines that a menu may have, submenus included.</summary>
    public const int MostItems = 200;

    /// <summary>How deep submenus may lie.</summary>
    public const int MostDepth = 4;

    /// <summary>The most characters of a label, the title and the tool tip; Windows shows no more of a tool tip.</summary>
    public const int MostCharacters = 127;

    /// <value>What the icon says.</value>
    public TrayIconState State { get; init; }

    /// <value>The number on the badge of <see cref="TrayIconState.Findings"/>; above 9 it shows as 9+.</value>
    public int Badge { get; init; }

    /// <value>One short line.</value>
    public string ToolTip { get; init; } = "";

    /// <value>The name of the program.</value>
    public required string Title { get; init; }

    /// <value>Lines of the menu.</value>
    public IReadOnlyList<TrayMenuItem> Menu { get; init; } = [];

    /// <value>Whether the icon is away while the program goes on.</value>
    public bool IsHidden { get; init; }

    /// <summary>Every line of the menu, submenus included, from top to bottom.</summary>
    public IEnumerable<TrayMenuItem> AllItems => Flatten(Menu);

    /// <summary>Whether both look alike.</summary>
    public bool Equals(TrayView? other) =>
        other is not null
        && (State, Badge, ToolTip, Title, IsHidden) == (other.State, other.Badge, other.ToolTip, other.Title, other.IsHidden)
        && Menu.SequenceEqual(other.Menu);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(State, Badge, ToolTip, Title, IsHidden, Menu.Count);

    /// <summary>Refuses a menu that could not be shown or whose choices could not be told apart.</summary>
    /// <exception cref="ArgumentException">What is wrong, with the id of the line.</exception>
    internal void Check()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        CheckLevel(Menu, 1, ids);
        CheckText(ToolTip, "The tool tip");
        CheckText(Title, "The title");
    }

    private static IEnumerable<TrayMenuItem> Flatten(IEnumerable<TrayMenuItem> items) => items.SelectMany(item => Flatten(item.Children).Prepend(item));

    private static void CheckLevel(IReadOnlyList<TrayMenuItem> items, int depth, HashSet<string> ids)
    {
        if (items.Count > 0 && depth > MostDepth)
        {
            throw new ArgumentException($"The menu line '{items[0].Id}' lies {depth} levels deep; a menu has at most {MostDepth}.");
        }

        foreach (var item in items)
        {
            if (!ids.Add(item.Id))
            {
                throw new ArgumentException($"Two menu lines have the id '{item.Id}'; every line needs one of its own, separators too.");
            }

            if (ids.Count > MostItems)
            {
                throw new ArgumentException($"The menu has more than {MostItems} lines.");
            }

            CheckText(item.Label, $"The label of '{item.Id}'");
            CheckLevel(item.Children, depth + 1, ids);
        }
    }

    private static void CheckText(string text, string what)
    {
        if (text.Length > MostCharacters || text.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            throw new ArgumentException($"{what} has {text.Length} characters; it must be one line of at most {MostCharacters}. Use TrayText.Line to shorten it.");
        }
    }
}
