using System.Globalization;
using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Serialization;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>
/// A subscriber that can be killed: this test assembly started as a process of its own. It prints each verdict and holds it, unacknowledged,
/// until a line comes on standard input.
/// </summary>
internal static class SubscriberProgram
{
    /// <summary>Arguments: folder of endpoint files, client id, "durable" or "passing".</summary>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["resident", var home, var endpoints, var file])
        {
            return await Resident.ResidentProgram.RunAsync(home, endpoints, file);
        }

        if (arguments.Length != 3)
        {
            await Console.Error.WriteLineAsync("These are tests: run them with dotnet test.");
            return 2;
        }

        bool durable = arguments[2] == "durable";
        await using EditorClient client = await EditorClient.ConnectAsync(
            new EditorDirectory(arguments[0]),
            null,
            new EditorClientOptions { ClientId = Guid.Parse(arguments[1]), ClientName = "killed subscriber" });
        SubscribeValidationResult subscription = await client.SubscribeAsync(durable);
        Say(string.Create(CultureInfo.InvariantCulture, $"subscribed {subscription.Pending}"));
        await foreach (VerdictEvent verdict in client.Verdicts())
        {
            Say($"verdict {verdict.Verdict.AssetPath}");
            if (await Console.In.ReadLineAsync() != "take")
            {
                return 0;
            }

            await client.CallAsync<AcknowledgeParams, EmptyMessage>(MethodNames.Session.Acknowledge, new AcknowledgeParams(verdict.Id.Sequence));
            Say($"taken {verdict.Verdict.AssetPath}");
        }

        return 0;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
