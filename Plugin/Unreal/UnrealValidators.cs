using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using UnrealSharp;
using UnrealSharp.CoreUObject;
using UnrealSharp.DataValidation;
using UnrealSharp.UnrealEd;

namespace DccBridge.Unreal;

/// <summary>All validators of the project, through Unreal's Data Validation.</summary>
internal sealed class UnrealValidators(OwnValidator own) : IProjectValidators
{
    public IReadOnlyList<ProjectFinding> Validate(IReadOnlyList<string> paths, ValidationUseCase useCase)
    {
        var validators = UObject.GetEditorSubsystem<UEditorValidatorSubsystem>() ?? throw Missing("Data Validation");
        var assets = UObject.GetEditorSubsystem<UEditorAssetSubsystem>() ?? throw Missing("Editor Scripting Utilities");
        own.IsSilent = true;
        try
        {
            validators.ValidateAssetsWithSettings([.. paths.Select(assets.FindAssetData)], Settings(useCase, paths.Count), out var results);
            return results.AssetsDetails is null ? [] : [.. results.AssetsDetails.Values.SelectMany(Findings)];
        }
        finally
        {
            own.IsSilent = false;
        }
    }

    // A structure from here is all zeros, not Unreal's defaults: what must not be zero is said.
    private static FValidateAssetsSettings Settings(ValidationUseCase useCase, int count) => new()
    {
        CollectPerAssetDetails = true,
        ShowIfNoFailures = false,
        LoadAssetsForValidation = true,
        MaxAssetsToValidate = count,
        ValidationUsecase = useCase switch
        {
            ValidationUseCase.Save => EDataValidationUsecase.Save,
            ValidationUseCase.PreSubmit => EDataValidationUsecase.PreSubmit,
            ValidationUseCase.Manual => EDataValidationUsecase.Manual,
            _ => EDataValidationUsecase.Script,
        },
    };

    private static IEnumerable<ProjectFinding> Findings(FValidateAssetsDetails asset)
    {
        var path = asset.PackageName.ToString();
        return Said(asset.ValidationErrors, Severity.Error).Concat(Said(asset.ValidationWarnings, Severity.Warning));

        IEnumerable<ProjectFinding> Said(IList<FText>? texts, Severity severity) => (texts ?? []).Select(text => new ProjectFinding(path, severity, text.ToString()));
    }

    private static EditorException Missing(string plugin) => new(
        ErrorCode.EditorPartMissing,
        $"Unreal's plugin '{plugin}' is switched off. Switch it on under Edit > Plugins, restart the editor, and try again.");
}
