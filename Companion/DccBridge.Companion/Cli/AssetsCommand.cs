using System.CommandLine;
using System.Globalization;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Assets;
using Spectre.Console;

namespace DccBridge.Companion.Cli;

/// <summary><c>dccbridge assets</c>: what the editor has.</summary>
internal static class AssetsCommand
{
    private const int PageSize = 1000;

    public static Command Create(CliServices services, CommonOptions common)
    {
        var under = new Option<string?>("--under") { Description = "Only this folder or asset", HelpName = "/Game/Folder" };
        var @class = new Option<string?>("--class") { Description = "Only this class (StaticMesh, Texture2D, Material)", HelpName = "class" };
        var name = new Option<string?>("--name") { Description = "Only assets with this in their name; upper and lower case alike", HelpName = "text" };
        var limit = new Option<int?>("--limit") { Description = "How many at most (default: all)", HelpName = "number" };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("--limit: write a number of at least 1.");
            }
        });
        var command = new Command("assets", "List the assets of the project") { under, @class, name, limit };
        command.SetAction((parsed, cancellation) => RunAsync(
            services,
            common.Read(parsed, services.WorkingFolder),
            new FindAssetsParams { Under = parsed.GetValue(under), Class = parsed.GetValue(@class), NameContains = parsed.GetValue(name) },
            parsed.GetValue(limit) ?? int.MaxValue,
            cancellation));
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, FindAssetsParams query, int limit, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "assets", common.Json, async () =>
        {
            await using var session = await EditorPicker.OpenAsync(services.Connector, common, "assets", cancellation).ConfigureAwait(false);
            var assets = new List<AssetRecord>();
            int total;
            int page;
            do
            {
                var result = await session.FindAssetsAsync(query with { Offset = assets.Count, Limit = Math.Min(PageSize, limit - assets.Count) }, cancellation).ConfigureAwait(false);
                assets.AddRange(result.Assets);
                total = result.Total;
                page = result.Assets.Count;
            }
            while (page > 0 && assets.Count < total && assets.Count < limit);

            if (common.Json)
            {
                JsonOutput.Write(services.Out, new AssetsDocument("assets", ExitCodes.Clean, EditorPart.Of(session.Editor), total, [.. assets.Select(AssetPart.Of)]), JsonStyle.Readable.AssetsDocument);
            }
            else
            {
                Show(services.Console, assets, total);
            }

            return ExitCodes.Clean;
        });

    private static void Show(IAnsiConsole console, List<AssetRecord> assets, int total)
    {
        if (assets.Count == 0)
        {
            console.Write(new Text("No assets.\n"));
            return;
        }

        var table = Theme.Table("Asset", "Class", "Facts", "From");
        table.Columns[1].NoWrap = true;
        foreach (var asset in assets)
        {
            table.AddRow(
                Theme.Cell(asset.Path),
                Theme.Cell(asset.Class, Theme.Quiet),
                Theme.Cell(Facts(asset.Facts)),
                Theme.Cell(asset.Source is { } source ? Path.GetFileName(source.Path.Replace('\\', '/')) : "-", Theme.Quiet));
        }

        console.Write(table);
        console.Write(new Text(assets.Count < total ? $"{assets.Count} of {ByteText.Count(total, "asset")}.\n" : $"{ByteText.Count(total, "asset")}.\n", Theme.Quiet));
    }

    private static string Facts(AssetFacts facts) => facts switch
    {
        { Texture: { } t } => string.Create(CultureInfo.InvariantCulture, $"{t.Width} x {t.Height}, {t.Channels} x {t.BitDepth} bit{(t.Srgb ? ", sRGB" : "")}"),
        { Mesh: { } m } => string.Create(CultureInfo.InvariantCulture, $"{m.Triangles:#,0} triangles, {ByteText.Count(m.UvChannels, "UV set")}, {ByteText.Count(m.Slots.Count, "slot")}"),
        _ => "",
    };
}
