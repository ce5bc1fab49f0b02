using System.Text.Json;
using DccBridge.Client;
using DccBridge.EndToEnd.BadDays;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Discovery;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>Folders of their own for editor, companion and art.</summary>
public abstract class RoundTripDay : BadDay
{
    /// <summary>DCCBRIDGE_HOME.</summary>
    private protected string Home => Path.Combine(Desk, "home");

    /// <summary>Where the artist keeps scenes.</summary>
    private protected string Art => Path.Combine(Desk, "art");

    [SetUp]
    public void MakeFolders()
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Art);
    }

    /// <summary>An editor on a project of that name.</summary>
    private protected async Task<HeadlessProcess> StartProjectAsync(string name, params string[] arguments) =>
        (await HeadlessProcess.StartReadyAsync([Path.Combine(Desk, name), "--endpoint-folder", Endpoints, "--port", "0", "--control", .. arguments])).Process;

    /// <summary>A companion that is connected to the one editor.</summary>
    private protected async Task<RunningCompanion> StartCompanionAsync()
    {
        var companion = await RunningCompanion.StartAsync(Home, Endpoints);
        try
        {
            await companion.ConnectedAsync();
            return companion;
        }
        catch
        {
            await companion.DisposeAsync();
            throw;
        }
    }

    private protected Task<EditorClient> ConnectToEditorAsync() => EditorClient.ConnectAsync(new EditorDirectory(Endpoints), null);

    /// <summary>All assets of the project, by path.</summary>
    private protected static async Task<IReadOnlyDictionary<string, AssetRecord>> AssetsAsync(EditorClient editor) =>
        (await editor.FindAssetsAsync(new FindAssetsParams())).Assets.ToDictionary(asset => asset.Path);

    /// <summary>A member of a JSON object as text.</summary>
    private protected static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();
}
