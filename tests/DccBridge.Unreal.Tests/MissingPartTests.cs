using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Server.EditorPython;
using UnrealSharp.DataValidation;
using UnrealSharp.LevelEditor;
using UnrealSharp.UnrealEd;

namespace DccBridge.Unreal.Tests;

/// <summary>Parts of the editor that are switched off: each has its own error, and the rest goes on.</summary>
[TestFixture]
public sealed class MissingPartTests
{
    private EditorInTest _editor = null!;

    [SetUp]
    public void Open()
    {
        _editor = new EditorInTest();
        _editor.Python.Widths["/Game/T_A"] = 1024;
        _editor.Assets.Assets.Add("/Game/T_A");
    }

    [TearDown]
    public async Task Close() => await _editor.DisposeAsync();

    [Test]
    public async Task Without_Python_assets_answer_that_it_is_off()
    {
        _editor.Engine.Python = null;
        await using var client = await StartAsync();
        Assert.Multiple(() =>
        {
            Assert.That(ErrorOf(async () => await client.GetAssetAsync("/Game/T_A")).Code, Is.EqualTo(ErrorCode.EditorPartMissing));
            Assert.That(ErrorOf(async () => await client.GetAssetAsync("/Game/T_A")).Message, Does.Contain("Python Editor Script Plugin").And.Contain("Edit > Plugins"));
        });
        await client.PingAsync();
    }

    [Test]
    public async Task Python_that_is_switched_on_later_is_used_at_once()
    {
        _editor.Engine.Python = null;
        await using var client = await StartAsync();
        ErrorOf(async () => await client.GetAssetAsync("/Game/T_A"));
        _editor.Engine.Python = _editor.Python.Run;
        Assert.That((await client.GetAssetAsync("/Game/T_A")).Facts.Texture!.Width, Is.EqualTo(1024));
    }

    [Test]
    public async Task Python_that_is_switched_on_later_brings_the_editors_tick()
    {
        _editor.Engine.Python = null;
        await _editor.StartAsync();
        _editor.Engine.Python = _editor.Python.Run;
        await _editor.UntilAsync(() => _editor.Python.TicksThrough is not null, "the editor's tick was joined");
        await _editor.OnGameThreadAsync(() => { });
        var posts = _editor.Engine.TotalPosts;
        await using var client = await EditorClient.ConnectAsync(_editor.Endpoints, null);
        await client.GetAssetAsync("/Game/T_A");
        Assert.That(_editor.Engine.TotalPosts, Is.EqualTo(posts));
    }

    [Test]
    public async Task Without_the_editors_tick_an_import_is_refused_and_the_editor_lives()
    {
        var item = new ImportItem { FileName = "Crate.glb", ContentHash = new string('a', 64), DestinationPath = "/Game/SM_Crate", SourcePath = "/art/Crate.glb" };
        await _editor.OnGameThreadAsync(() =>
        {
            using var thread = new UnrealEngineThread();
            var python = new UnrealPython();
            var importer = new UnrealImporter(new PythonImporter(python), python, thread);
            var refused = Assert.Throws<EditorException>(() => importer.Import(item, "content"))!;
            Assert.That((refused.Code, _editor.Python.Calls.Contains("assets.import")), Is.EqualTo((ErrorCode.Busy, false)));

            thread.TryPost(() => Assert.Throws<EditorException>(() => importer.Import(item, "content")));
            thread.RunPosted();
            Assert.That(_editor.Python.Calls, Has.Member("assets.import"), "in the tick it goes through");

            _editor.Engine.Python = null;
            Assert.That(Assert.Throws<EditorException>(() => importer.Import(item, "content"))!.Code, Is.EqualTo(ErrorCode.EditorPartMissing));
        });
    }

    [Test]
    public async Task A_tick_that_cannot_be_joined_is_told_once_and_work_goes_on()
    {
        _editor.Python.RefusesToTick = true;
        await using var client = await StartAsync();
        Assert.That((await client.GetAssetAsync("/Game/T_A")).Class, Is.EqualTo("Texture2D"));
        Assert.That(_editor.Python.Calls.Count(call => call == "editor.tick_start"), Is.EqualTo(1));
        Assert.That(_editor.Engine.Log.Count(line => line.Verbosity == "Warning" && line.Message.Contains("tick", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_script_that_raises_has_an_error_of_its_own_without_paths_of_the_machine()
    {
        _editor.Python.Raises = true;
        await using var client = await StartAsync();
        var error = ErrorOf(async () => await client.GetAssetAsync("/Game/T_A"));
        Assert.That((error.Code, error.Message.Contains("Traceback", StringComparison.Ordinal)), Is.EqualTo((ErrorCode.EditorScriptFailed, false)));
    }

    [Test]
    public async Task Without_validators_a_validation_answers_that_they_are_off_and_assets_go_on()
    {
        _editor.Engine.Subsystems.Remove(typeof(UEditorValidatorSubsystem), out _);
        await using var client = await StartAsync();
        var error = ErrorOf(async () => await client.ValidateAsync(new RunValidationParams { Paths = ["/Game/T_A"] }));
        Assert.Multiple(() =>
        {
            Assert.That(error.Code, Is.EqualTo(ErrorCode.EditorPartMissing));
            Assert.That(error.Message, Does.Contain("Data Validation"));
            Assert.That(_editor.Errors, Is.Empty);
        });
        Assert.That((await client.GetAssetAsync("/Game/T_A")).Class, Is.EqualTo("Texture2D"));
    }

    [TestCase(typeof(UImportSubsystem))]
    [TestCase(typeof(ULevelEditorSubsystem))]
    [TestCase(typeof(UEditorActorSubsystem))]
    public async Task Without_a_source_of_events_the_others_are_bound(Type missing)
    {
        _editor.Engine.Subsystems.Remove(missing, out _);
        await using var client = await StartAsync();
        Assert.Multiple(() =>
        {
            Assert.That(_editor.Bindings, Does.Contain(1).And.Contain(0));
            Assert.That(_editor.Validators.Validators, Has.Count.EqualTo(1));
            Assert.That(_editor.Errors, Is.Empty);
        });
    }

    private static RpcException ErrorOf(Func<Task> call) => Assert.ThrowsAsync<RpcException>(() => call())!;

    private async Task<EditorClient> StartAsync()
    {
        await _editor.StartAsync();
        return await EditorClient.ConnectAsync(_editor.Endpoints, null);
    }
}
