using DccBridge.Protocol.Contracts.Editor;
using UnrealSharp.Attributes;
using UnrealSharp.CoreUObject;
using UnrealSharp.DataValidation;
using UnrealSharp.Engine;
using UnrealSharp.LevelEditor;
using UnrealSharp.TypedElementRuntime;
using UnrealSharp.UnrealEd;
using UnrealSharp.UnrealSharpEditor;

namespace DccBridge.Unreal;

/// <summary>
/// Lives as long as the editor: says when it is ready, hears its events, says when it closes. Unreal keeps the object over a hot
/// reload that changes code alone and does not initialise it again; <see cref="Attach"/> is for both.
/// </summary>
[UClass]
public partial class UDccBridgeSubsystem : UCSEditorSubsystem
{
    /// <summary>The editor is ready. On the game thread.</summary>
    public override void Initialize() => Guard.Run("start", () =>
    {
        // A cook or another commandlet has editor subsystems too, but nobody works in it, and it would hold the artist's state folder.
        if (SystemLibrary.CommandLine.Contains("-run=", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        BridgeLife.Current.EditorIsReady();
        Attach();
    });

    /// <summary>The editor closes, or a reload has changed this class. On the game thread.</summary>
    public override void Deinitialize()
    {
        if (!Guard.Run("see whether it was started", false, () => BridgeLife.Current.IsEditorReady))
        {
            return;
        }

        Guard.Run("forget the editor", () => BridgeLife.Current.EditorIsGone());
        Detach();
        Guard.Run("stop", () => BridgeLife.Current.Stop());
    }

    /// <summary>Starts the server, registers the validator, binds the events. What was done before is not done twice.</summary>
    internal void Attach()
    {
        Guard.Run("start its server", () => BridgeLife.Current.Start(ObjectPaths.PathOf(this)));
        Guard.Run("register its validator", RegisterValidator);
        Guard.Run("hear of imports", BindImports);
        Guard.Run("hear of maps", BindMaps);
        Guard.Run("hear of actors", BindActors);
        Guard.Run("hear of the selection", BindSelection);
    }

    private void Detach()
    {
        Guard.Run("remove its validator", RemoveValidator);
        Guard.Run("unbind imports", UnbindImports);
        Guard.Run("unbind maps", UnbindMaps);
        Guard.Run("unbind actors", UnbindActors);
        Guard.Run("unbind the selection", UnbindSelection);
    }

    /// <summary>Called by the editor's tick, through Python (dccbridge_unreal/ticking.py).</summary>
    [UFunction]
    public void RunPosted() => Guard.Run("run its work", () => BridgeLife.Current.RunPosted());

    /// <summary>A file was imported. The object is null when the import failed.</summary>
    [UFunction]
    public void HandleImport(UFactory factory, UObject createdObject) => Guard.Run("tell of an import", () => Imported(createdObject));

    /// <summary>A file was imported again.</summary>
    [UFunction]
    public void HandleReimport(UObject createdObject) => Guard.Run("tell of an import", () => Imported(createdObject));

    /// <summary>A map was opened. The selection belongs to the map: its set is another one now.</summary>
    [UFunction]
    public void HandleMapOpened(string filename, bool asTemplate)
    {
        Guard.Run("hear of the selection", BindSelection);
        Guard.Run("tell of a map", () => BridgeLife.Current.Publish(EditorEventKind.MapOpened, BridgeLife.Current.PackageOfMap(filename) is { } map ? [map] : []));
    }

    /// <summary>A map was saved, or could not be.</summary>
    [UFunction]
    public void HandleMapSaved(uint saveFlags, UWorld world, bool success) => Guard.Run("tell of a map", () =>
    {
        if (success && world is not null)
        {
            BridgeLife.Current.Publish(EditorEventKind.MapSaved, [ObjectPaths.PackageOf(world)]);
        }
    });

    /// <summary>Actors were placed.</summary>
    [UFunction]
    public void HandleActorsPlaced(UObject objectToPlace, IList<AActor> placedActors) => Guard.Run("tell of actors", () =>
        BridgeLife.Current.Publish(EditorEventKind.ActorsChanged, Paths(placedActors)));

    /// <summary>Actors were deleted; Unreal does not say which.</summary>
    [UFunction]
    public void HandleActorsDeleted() => Guard.Run("tell of actors", () => BridgeLife.Current.Publish(EditorEventKind.ActorsChanged, []));

    /// <summary>An actor has another label.</summary>
    [UFunction]
    public void HandleActorRenamed(AActor actor) => Guard.Run("tell of actors", () =>
        BridgeLife.Current.Publish(EditorEventKind.ActorsChanged, actor is null ? [] : [ObjectPaths.PathOf(actor)]));

    /// <summary>Something else is selected. A drag of a frame fires it many times: told once per tick.</summary>
    [UFunction]
    public void HandleSelection(UTypedElementSelectionSet selectionSet) => Guard.Run("tell of the selection", () =>
        BridgeLife.Current.SelectionChanged(static () =>
            BridgeLife.Current.Publish(EditorEventKind.SelectionChanged, Paths(GetEditorSubsystem<UEditorActorSubsystem>()?.SelectedLevelActors))));

    private static IReadOnlyCollection<string> Paths(IList<AActor>? actors) => [.. (actors ?? []).Where(actor => actor is not null).Select(ObjectPaths.PathOf)];

    private static void Imported(UObject created)
    {
        if (created is not null)
        {
            BridgeLife.Current.Publish(EditorEventKind.AssetsImported, [ObjectPaths.PackageOf(created)]);
        }
    }

    private void RegisterValidator()
    {
        var own = BridgeLife.Current.Validator;
        if (own.Registered is null && GetEditorSubsystem<UEditorValidatorSubsystem>() is { } validators)
        {
            var validator = NewObject<UDccBridgeValidator>(this);
            validators.AddValidator(validator);
            own.Registered = validator;
        }
    }

    private static void RemoveValidator()
    {
        var own = BridgeLife.Current.Validator;
        if (own.Registered is { } validator)
        {
            own.Registered = null;
            // Unreal looks at the class of what it is given.
            if (validator.NativeObject != IntPtr.Zero)
            {
                GetEditorSubsystem<UEditorValidatorSubsystem>()?.RemoveValidator(validator);
            }
        }
    }
}
