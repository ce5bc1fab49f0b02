namespace DccBridge.Companion.Tray;

/// <summary>Which page a click on a notification opens: of the latest ones, the others are forgotten.</summary>
internal sealed class NoticePages
{
    private const int Most = 64;

    private readonly Lock _gate = new();
    private readonly List<(string Id, string Page)> _pages = [];

    /// <summary>Remembers a page.</summary>
    public void Put(string id, string page)
    {
        lock (_gate)
        {
            _pages.RemoveAll(known => known.Id == id);
            _pages.Add((id, page));
            if (_pages.Count > Most)
            {
                _pages.RemoveAt(0);
            }
        }
    }

    /// <summary>The page; null where it is not known any more: the dashboard's beginning.</summary>
    public string? Find(string id)
    {
        lock (_gate)
        {
            return _pages.Find(known => known.Id == id).Page;
        }
    }
}
