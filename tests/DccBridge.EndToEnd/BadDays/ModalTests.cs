using DccBridge.EndToEnd.Processes;
using DccBridge.Client;
using DccBridge.EndToEnd.Cli;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>A modal dialog blocks the engine for as long as nobody clicks it.</summary>
[TestFixture]
public sealed class ModalTests : BadDay
{
    private static readonly CallOptions Brief = new() { Timeout = TimeSpan.FromSeconds(1) };

    [Test]
    public async Task Calls_end_in_time_with_nothing_done_the_dialog_is_named_and_work_goes_on_after_it()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        ImportItem item = await UploadAsync(client, Texture, "/Game/T_Barrel_D");
        ImportItem other = item with { DestinationPath = "/Game/T_Other_D" };
        await editor.SayAsync("modal 3600 Save changes to the level?");
        await editor.LineAsync("modal open");

        EditorState state = await client.GetStateAsync();
        Assert.That(state.Activity, Is.EqualTo(EditorActivity.Modal));
        Assert.That((state.Modal?.Title, state.Modal?.Text), Is.EqualTo(("Message", "Save changes to the level?")));

        RpcException import = await FailureAsync(ImportAsync(client, item, Brief with { IdempotencyKey = "called off" }));
        RpcException find = await FailureAsync(client.FindAssetsAsync(new FindAssetsParams(), Brief).AsTask());
        RpcException delete = await FailureAsync(client.DeleteAssetsAsync(["/Game/T_Barrel_D"], Brief).AsTask());
        foreach (RpcException failure in new[] { import, find, delete })
        {
            Assert.That((failure.Code, failure.Outcome), Is.EqualTo((ErrorCode.EditorBlocked, Outcome.NotStarted)), failure.Message);
            Assert.That(failure.Message, Does.Contain("Save changes to the level?"));
        }

        ProcessEnd doctor = await CliProcess.RunAsync("doctor", "--endpoint-folder", Endpoints);
        Assert.That(doctor.Code, Is.EqualTo(2), doctor.Errors);
        Assert.That(doctor.Output, Does.Contain("Save changes to the level?"));

        await TellAsync(editor, "release");
        await editor.LineAsync("modal closed");
        Assert.That((await ImportAsync(client, other)).Error, Is.Null);
        Assert.That(await PathsAsync(client), Is.EqualTo(new[] { "/Game/T_Other_D" }), "what was called off is not done later");
        Assert.That((await ImportAsync(client, item, new CallOptions { IdempotencyKey = "called off" })).Error, Is.Null, "the same key is free to try again");
    }
}
