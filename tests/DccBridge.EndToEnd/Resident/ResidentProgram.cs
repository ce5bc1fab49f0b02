using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Unreal;
using ResidentCompanion = DccBridge.Companion.Resident.Resident;

namespace DccBridge.EndToEnd.Resident;

/// <summary>A resident core that can be killed: this test assembly started as a process of its own. It sends one file and says how far it is.</summary>
internal static class ResidentProgram
{
    /// <summary>The key under which it sends.</summary>
    public const string Key = "killed";

    public static async Task<int> RunAsync(string home, string endpoints, string file)
    {
        await using var resident = ResidentCompanion.Start(
            new ResidentOptions { Folder = home, EndpointFolder = endpoints },
            new ResidentPorts { Connector = new EditorConnector(TimeProvider.System) });
        using var stop = new CancellationTokenSource();
        IAsyncEnumerable<Change> changes = resident.Changes.SubscribeAsync(stop.Token);
        bool isSent = false;
        string? said = null;
        await foreach (Change change in changes)
        {
            if (!isSent && resident.Status.Editors is [{ Link: EditorLinkState.Connected }])
            {
                isSent = true;
                Say($"sent {resident.Activities.Send(new SendRequest { Files = [file], IdempotencyKey = Key }).Id:D}");
            }

            if (change.Data is ActivityView { Stage: { } stage } && stage != said)
            {
                said = stage;
                Say($"stage {stage}");
            }
        }

        return 0;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
