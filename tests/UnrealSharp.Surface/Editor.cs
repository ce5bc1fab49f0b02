// Sources: Epic's API and Python pages (dev.epicgames.com), one per member in README.md; spelling by UnrealSharp @ 028a1122,
// Source/UnrealSharpManagedGlue: Utilities/NameMapper.cs:65-253, Utilities/PropertyGetterSetterUtilities.cs, Exporters/FunctionExporter.cs:105-123,172-177.
#pragma warning disable CA1711, CA1720, CA1051, CA1002, CA1003, CA1716 // names are theirs
using UnrealSharp.CoreUObject;
using UnrealSharp.EditorSubsystem;
using UnrealSharp.Surface;

namespace UnrealSharp.Engine
{
    public static class SystemLibrary
    {
        public static string ProjectDirectory => SurfaceEngine.Current.ProjectDirectory;

        public static string GameName => SurfaceEngine.Current.GameName;

        public static string EngineVersion => SurfaceEngine.Current.EngineVersion;

        public static string CommandLine => SurfaceEngine.Current.CommandLine;
    }

    public class AActor : UObject;

    public class UWorld : UObject;
}

namespace UnrealSharp.PythonScriptPlugin
{
    public enum EPythonCommandExecutionMode : byte
    {
        ExecuteFile,
        ExecuteStatement,
        EvaluateStatement,
    }

    public enum EPythonFileExecutionScope : byte
    {
        Private,
        Public,
    }

    public record struct FPythonLogOutputEntry
    {
        public string Output;
    }

    public static class UPythonScriptLibrary
    {
        public static bool IsPythonAvailable() => SurfaceEngine.Current.Python is not null;

        public static bool ExecutePythonCommandEx(
            string pythonCommand, out string commandResult, out IList<FPythonLogOutputEntry> logOutput, EPythonCommandExecutionMode executionMode, EPythonFileExecutionScope fileExecutionScope)
        {
            logOutput = [];
            var (success, result) = SurfaceEngine.Current.Python?.Invoke(pythonCommand, executionMode) ?? (false, "Python is not available");
            commandResult = result;
            return success;
        }
    }
}

namespace UnrealSharp.DataValidation
{
    public record struct FValidateAssetsDetails
    {
        public FName PackageName;
        public FName AssetName;
        public EDataValidationResult Result;
        public IList<FText> ValidationErrors;
        public IList<FText> ValidationWarnings;
    }

    public record struct FValidateAssetsSettings
    {
        public bool SkipExcludedDirectories;
        public bool ShowIfNoFailures;
        public bool CollectPerAssetDetails;
        public EDataValidationUsecase ValidationUsecase;
        public bool LoadAssetsForValidation;
        public int MaxAssetsToValidate;
    }

    public record struct FValidateAssetsResults
    {
        public int NumChecked;
        public IDictionary<string, FValidateAssetsDetails> AssetsDetails;
    }

    public class UEditorValidatorBase : UObject
    {
        private EDataValidationResult _result = EDataValidationResult.NotValidated;

        /// <summary>What was said of the asset that is judged now. Not part of UnrealSharp.</summary>
        public List<string> Said { get; } = [];

        public EDataValidationResult ValidationResult => _result;

        public virtual bool CanValidate(EDataValidationUsecase usecase) => true;

        public virtual bool CanValidateAsset(UObject asset) => false;

        public virtual EDataValidationResult ValidateLoadedAsset(UObject asset) => EDataValidationResult.NotValidated;

        public void AssetFails(UObject asset, FText message)
        {
            _result = EDataValidationResult.Invalid;
            Said.Add("fails: " + message);
        }

        public void AssetWarning(UObject asset, FText message) => Said.Add("warning: " + message);

        public void AssetPasses(UObject asset)
        {
            _result = EDataValidationResult.Valid;
            Said.Add("passes");
        }
    }

    public class UEditorValidatorSubsystem : UEditorSubsystem
    {
        /// <summary>What was registered. Not part of UnrealSharp.</summary>
        public List<UEditorValidatorBase> Validators { get; } = [];

        /// <summary>The settings of each run. Not part of UnrealSharp.</summary>
        public List<FValidateAssetsSettings> Runs { get; } = [];

        public void AddValidator(UEditorValidatorBase validator) => Validators.Add(validator);

        public void RemoveValidator(UEditorValidatorBase validator)
        {
            if (validator.IsDestroyed)
            {
                throw new InvalidOperationException("The real engine ends here: it asks the validator for its class.");
            }

            Validators.Remove(validator);
        }

        public int ValidateAssetsWithSettings(IList<FAssetData> assetDataList, FValidateAssetsSettings settings, out FValidateAssetsResults results)
        {
            Runs.Add(settings);
            var details = new Dictionary<string, FValidateAssetsDetails>();
            foreach (var asset in assetDataList)
            {
                var said = SurfaceEngine.Current.ProjectValidator?.Invoke(asset.PackageName) ?? new FValidateAssetsDetails { ValidationErrors = [], ValidationWarnings = [] };
                var errors = said.ValidationErrors.ToList();
                Judge(asset, settings.ValidationUsecase, errors);
                details[$"{asset.PackageName}.{asset.AssetName}"] = said with { PackageName = asset.PackageName, AssetName = asset.AssetName, ValidationErrors = errors };
            }

            results = new FValidateAssetsResults { NumChecked = details.Count, AssetsDetails = details };
            return 0;
        }

        private void Judge(FAssetData asset, EDataValidationUsecase usecase, List<FText> errors)
        {
            var loaded = new UObject { Name = asset.AssetName, Outer = new UPackage { Name = asset.PackageName } };
            foreach (var validator in Validators)
            {
                validator.Said.Clear();
                if (validator.CanValidate(usecase) && validator.CanValidateAsset(loaded))
                {
                    validator.ValidateLoadedAsset(loaded);
                    errors.AddRange(validator.Said.Where(said => said.StartsWith("fails: ", StringComparison.Ordinal)).Select(said => (FText)said["fails: ".Length..]));
                }
            }
        }
    }
}

namespace UnrealSharp.LevelEditor
{
    public delegate void FOnLevelEditorMapOpened(string filename, bool asTemplate);

    public delegate void FOnLevelEditorPostSaveWorld(uint saveFlags, Engine.UWorld world, bool success);

    public class ULevelEditorSubsystem : UEditorSubsystem
    {
        public TMulticastDelegate<FOnLevelEditorMapOpened> OnMapOpened { get; } = new();

        public TMulticastDelegate<FOnLevelEditorPostSaveWorld> OnPostSaveWorld { get; } = new();

        public TypedElementRuntime.UTypedElementSelectionSet SelectionSet { get; set; } = new();
    }
}

namespace UnrealSharp.TypedElementRuntime
{
    public delegate void FOnSelectionChange(UTypedElementSelectionSet selectionSet);

    public class UTypedElementSelectionSet : UObject
    {
        public TMulticastDelegate<FOnSelectionChange> OnSelectionChange { get; } = new();
    }
}

namespace UnrealSharp.UnrealEd
{
    public delegate void FOnAssetPostImport(UFactory factory, UObject createdObject);

    public delegate void FOnAssetReimport(UObject createdObject);

    public delegate void FOnEditNewActorsPlaced(UObject objectToPlace, IList<Engine.AActor> placedActors);

    public delegate void FOnDeleteActorsEnd();

    public delegate void FOnActorLabelChanged(Engine.AActor actor);

    public class UFactory : UObject;

    public class UImportSubsystem : UEditorSubsystem
    {
        public TMulticastDelegate<FOnAssetPostImport> OnAssetPostImport { get; } = new();

        public TMulticastDelegate<FOnAssetReimport> OnAssetReimport { get; } = new();
    }

    public class UEditorActorSubsystem : UEditorSubsystem
    {
        public TMulticastDelegate<FOnEditNewActorsPlaced> OnNewActorsPlaced { get; } = new();

        public TMulticastDelegate<FOnDeleteActorsEnd> OnDeleteActorsEnd { get; } = new();

        public TMulticastDelegate<FOnActorLabelChanged> OnActorLabelChanged { get; } = new();

        public IList<Engine.AActor> SelectedLevelActors { get; set; } = [];
    }

    public class UEditorAssetSubsystem : UEditorSubsystem
    {
        /// <summary>Package paths of the assets that exist. Not part of UnrealSharp.</summary>
        public HashSet<string> Assets { get; } = new(StringComparer.OrdinalIgnoreCase);

        public FAssetData FindAssetData(string assetPath) =>
            Assets.Contains(assetPath) ? new FAssetData { PackageName = assetPath, AssetName = assetPath[(assetPath.LastIndexOf('/') + 1)..] } : default;
    }
}
