using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.Client;

[TestFixture]
[CancelAfter(30_000)]
public sealed class FindAllAssetsTests
{
    [TestCase(0, 0, 10, 1)]
    [TestCase(10, 0, 10, 1)]
    [TestCase(25, 0, 10, 3)]
    [TestCase(25, 5, 10, 2)]
    public async Task All_pages_come_in_order(int total, int offset, int limit, int calls)
    {
        var made = 0;
        await using var editor = new FakeEditor
        {
            Script = table => table.AddRequest<FindAssetsParams, FindAssetsResult>(MethodNames.Asset.Find, (p, _) =>
            {
                made++;
                return ValueTask.FromResult(new FindAssetsResult
                {
                    Assets = [.. Enumerable.Range(0, total).Skip(p.Offset).Take(p.Limit).Select(i => new AssetRecord { Path = $"/Game/{i}", Class = "Texture2D" })],
                    Total = total,
                });
            }),
        };
        await using var client = await editor.ConnectAsync();

        var paths = new List<string>();
        await foreach (var asset in client.FindAllAssetsAsync(new FindAssetsParams { Offset = offset, Limit = limit }))
        {
            paths.Add(asset.Path);
        }

        Assert.That(paths, Is.EqualTo(Enumerable.Range(offset, total - offset).Select(i => $"/Game/{i}")));
        Assert.That(made, Is.EqualTo(calls));
    }
}
