using DccBridge.Protocol.Contracts.Editor;
using UnrealSharp.CoreUObject;
using UnrealSharp.DataValidation;
using UnrealSharp.Engine;
using UnrealSharp.TypedElementRuntime;

namespace DccBridge.Unreal.Tests;

/// <summary>What the editor tells, as a client hears it.</summary>
[TestFixture]
public sealed class EventTests
{
    private EditorInTest _editor = null!;
    private EventClient _client = null!;

    [SetUp]
    public async Task Open()
    {
        _editor = new EditorInTest();
        await _editor.StartAsync();
        _client = await EventClient.ConnectAsync(_editor);
    }

    [TearDown]
    public async Task Close()
    {
        await _client.DisposeAsync();
        await _editor.DisposeAsync();
    }

    [Test]
    public Task An_import_is_told_as_its_package() =>
        Hears(() => _editor.Imports.OnAssetPostImport.Fire(null, In("/Game/Props/SM_Crate", "SM_Crate")), EditorEventKind.AssetsImported, "/Game/Props/SM_Crate");

    [Test]
    public Task A_reimport_is_told_too() =>
        Hears(() => _editor.Imports.OnAssetReimport.Fire(In("/Game/Größe/T_Öl", "T_Öl")), EditorEventKind.AssetsImported, "/Game/Größe/T_Öl");

    [Test]
    public async Task An_import_that_failed_is_not_told()
    {
        await _editor.OnGameThreadAsync(() => _editor.Imports.OnAssetPostImport.Fire(null, null));
        await Hears(() => _editor.Actors.OnDeleteActorsEnd.Fire(), EditorEventKind.ActorsChanged);
        Assert.That(_editor.Errors, Is.Empty);
    }

    [Test]
    public Task A_saved_map_is_told() =>
        Hears(() => _editor.Levels.OnPostSaveWorld.Fire(0u, new UWorld { Name = "Yard", Outer = new UPackage { Name = "/Game/Maps/Yard" } }, true), EditorEventKind.MapSaved, "/Game/Maps/Yard");

    [Test]
    public async Task A_map_that_could_not_be_saved_is_not_told()
    {
        await _editor.OnGameThreadAsync(() => _editor.Levels.OnPostSaveWorld.Fire(0u, new UWorld { Name = "Yard", Outer = new UPackage { Name = "/Game/Maps/Yard" } }, false));
        await Hears(() => _editor.Actors.OnDeleteActorsEnd.Fire(), EditorEventKind.ActorsChanged);
    }

    [Test]
    public Task Placed_actors_are_told_with_their_paths() =>
        Hears(() => _editor.Actors.OnNewActorsPlaced.Fire(null, new List<AActor> { Actor("Crate_1"), Actor("Crate_2") }), EditorEventKind.ActorsChanged, Path("Crate_1"), Path("Crate_2"));

    [Test]
    public Task A_renamed_actor_is_told() =>
        Hears(() => _editor.Actors.OnActorLabelChanged.Fire(Actor("Crate_1")), EditorEventKind.ActorsChanged, Path("Crate_1"));

    [Test]
    public Task A_saved_asset_is_told_through_the_validator() => Hears(
        () =>
        {
            var validator = _editor.Validators.Validators.Single();
            validator.CanValidate(EDataValidationUsecase.Save);
            validator.ValidateLoadedAsset(In("/Game/T_A", "T_A"));
        },
        EditorEventKind.AssetsSaved,
        "/Game/T_A");

    [Test]
    public async Task A_selection_is_told_once_per_tick()
    {
        _editor.Actors.SelectedLevelActors = [Actor("Crate_1")];
        await Hears(
            () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    _editor.Levels.SelectionSet.OnSelectionChange.Fire(_editor.Levels.SelectionSet);
                }
            },
            EditorEventKind.SelectionChanged,
            Path("Crate_1"));
        await Hears(() => _editor.Actors.OnDeleteActorsEnd.Fire(), EditorEventKind.ActorsChanged);
    }

    [Test]
    public async Task An_opened_map_brings_its_own_selection()
    {
        _editor.Levels.SelectionSet = new UTypedElementSelectionSet();
        await Hears(() => _editor.Levels.OnMapOpened.Fire(System.IO.Path.Combine(_editor.ContentFolder, "Maps", "Yard.umap"), false), EditorEventKind.MapOpened, "/Game/Maps/Yard");
        _editor.Actors.SelectedLevelActors = [Actor("Crate_7")];
        await Hears(() => _editor.Levels.SelectionSet.OnSelectionChange.Fire(_editor.Levels.SelectionSet), EditorEventKind.SelectionChanged, Path("Crate_7"));
    }

    [Test]
    public async Task A_handler_that_fails_is_logged_and_the_editor_goes_on()
    {
        var homeless = new UObject { Name = "Homeless" };
        await _editor.OnGameThreadAsync(() => _editor.Imports.OnAssetReimport.Fire(homeless));
        Assert.That(_editor.Errors.Single(), Does.Contain("could not tell of an import"));
        await Hears(() => _editor.Actors.OnDeleteActorsEnd.Fire(), EditorEventKind.ActorsChanged);
    }

    private static UObject In(string package, string name) => new() { Name = name, Outer = new UPackage { Name = package } };

    private static string Path(string actor) => $"/Game/Maps/Yard.Yard:PersistentLevel.{actor}";

    private static AActor Actor(string name) => new()
    {
        Name = name,
        Outer = new UObject { Name = "PersistentLevel", Outer = new UWorld { Name = "Yard", Outer = new UPackage { Name = "/Game/Maps/Yard" } } },
    };

    private async Task Hears(Action happens, EditorEventKind kind, params string[] names)
    {
        await _editor.OnGameThreadAsync(happens);
        var heard = await _client.NextAsync();
        Assert.Multiple(() =>
        {
            Assert.That(heard.Kind, Is.EqualTo(kind));
            Assert.That(heard.Names, Is.EqualTo(names));
        });
    }
}
