using UnrealSharp;
using UnrealSharp.LevelEditor;
using UnrealSharp.UnrealEd;

namespace DccBridge.Unreal;

/// <summary>Each binding with its end. A subsystem that does not exist in this editor is passed over.</summary>
public partial class UDccBridgeSubsystem
{
    private void BindImports()
    {
        if (GetEditorSubsystem<UImportSubsystem>() is { } imports)
        {
            Bind(imports.OnAssetPostImport, HandleImport);
            Bind(imports.OnAssetReimport, HandleReimport);
        }
    }

    private void UnbindImports()
    {
        if (GetEditorSubsystem<UImportSubsystem>() is { } imports)
        {
            imports.OnAssetPostImport.Remove(HandleImport);
            imports.OnAssetReimport.Remove(HandleReimport);
        }
    }

    private void BindMaps()
    {
        if (GetEditorSubsystem<ULevelEditorSubsystem>() is { } levels)
        {
            Bind(levels.OnMapOpened, HandleMapOpened);
            Bind(levels.OnPostSaveWorld, HandleMapSaved);
        }
    }

    private void UnbindMaps()
    {
        if (GetEditorSubsystem<ULevelEditorSubsystem>() is { } levels)
        {
            levels.OnMapOpened.Remove(HandleMapOpened);
            levels.OnPostSaveWorld.Remove(HandleMapSaved);
        }
    }

    private void BindActors()
    {
        if (GetEditorSubsystem<UEditorActorSubsystem>() is { } actors)
        {
            Bind(actors.OnNewActorsPlaced, HandleActorsPlaced);
            Bind(actors.OnDeleteActorsEnd, HandleActorsDeleted);
            Bind(actors.OnActorLabelChanged, HandleActorRenamed);
        }
    }

    private void UnbindActors()
    {
        if (GetEditorSubsystem<UEditorActorSubsystem>() is { } actors)
        {
            actors.OnNewActorsPlaced.Remove(HandleActorsPlaced);
            actors.OnDeleteActorsEnd.Remove(HandleActorsDeleted);
            actors.OnActorLabelChanged.Remove(HandleActorRenamed);
        }
    }

    private void BindSelection()
    {
        if (GetEditorSubsystem<ULevelEditorSubsystem>()?.SelectionSet is { } selection)
        {
            Bind(selection.OnSelectionChange, HandleSelection);
        }
    }

    private void UnbindSelection()
    {
        if (GetEditorSubsystem<ULevelEditorSubsystem>()?.SelectionSet is { } selection)
        {
            selection.OnSelectionChange.Remove(HandleSelection);
        }
    }

    // The engine keeps bindings over a hot reload, by the function's name: bound a second time, each event would come twice.
    private static void Bind<T>(TMulticastDelegate<T> delegates, T handler)
        where T : Delegate
    {
        if (!delegates.Contains(handler))
        {
            delegates.Add(handler);
        }
    }
}
