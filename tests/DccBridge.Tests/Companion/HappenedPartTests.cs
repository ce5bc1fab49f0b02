using DccBridge.Companion.Cli.Json;
using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Tests.Companion;

[TestFixture]
public sealed class HappenedPartTests
{
    [TestCase(EditorEventKind.AssetsImported, 1, 1, 0, "1 asset imported: /Game/A0")]
    [TestCase(EditorEventKind.AssetsSaved, 3, 3, 0, "3 assets saved: /Game/A0, /Game/A1, /Game/A2")]
    [TestCase(EditorEventKind.AssetsImported, 5, 5, 2, "5 assets imported: /Game/A0, /Game/A1, /Game/A2 and 2 more (2 events before it were missed)")]
    [TestCase(EditorEventKind.AssetsImported, 1000, 4000, 0, "4000 assets imported: /Game/A0, /Game/A1, /Game/A2 and 3997 more")]
    [TestCase(EditorEventKind.MapOpened, 0, 0, 0, "map opened")]
    [TestCase(EditorEventKind.SelectionChanged, 0, 0, 0, "0 selected")]
    [TestCase((EditorEventKind)63, 1, 1, 0, "something of a newer version happened: /Game/A0")]
    public void It_is_told_in_one_line(EditorEventKind kind, int names, int total, int missed, string line)
    {
        var happened = new EditorEvent { Kind = kind, Names = [.. Enumerable.Range(0, names).Select(i => $"/Game/A{i}")], Total = total, Missed = missed, At = default };
        Assert.That(HappenedPart.Of(happened).Describe(), Is.EqualTo(line));
    }
}
