using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using UnrealSharp.Attributes;
using UnrealSharp.CoreUObject;
using UnrealSharp.DataValidation;

namespace DccBridge.Unreal;

/// <summary>DccBridge's rules among Unreal's validators: on save, from the menu, before a submit. Opens nothing; says its verdict and leaves the push to the server.</summary>
[UClass]
public partial class UDccBridgeValidator : UEditorValidatorBase
{
    private ValidationUseCase _useCase = ValidationUseCase.Manual;

    /// <summary>Unreal asks once before a run: the only place where it says why it validates.</summary>
    public override bool CanValidate(EDataValidationUsecase usecase) => Guard.Run("take part in a validation", false, () =>
    {
        _useCase = usecase switch
        {
            EDataValidationUsecase.Save => ValidationUseCase.Save,
            EDataValidationUsecase.PreSubmit => ValidationUseCase.PreSubmit,
            EDataValidationUsecase.Commandlet or EDataValidationUsecase.Script => ValidationUseCase.Script,
            _ => ValidationUseCase.Manual,
        };
        return BridgeLife.Current.Validator.Speaks(this);
    });

    /// <summary>Every asset, while the server runs.</summary>
    public override bool CanValidateAsset(UObject asset) => Guard.Run("take part in a validation", false, () => asset is not null && BridgeLife.Current.Validator.Speaks(this));

    /// <summary>Judges; exactly one of AssetFails and AssetPasses is said. What could not be judged passes with a warning: it must not stop a save.</summary>
    public override EDataValidationResult ValidateLoadedAsset(UObject asset) =>
        Guard.Run("judge an asset", EDataValidationResult.NotValidated, () =>
        {
            Verdict? verdict;
            try
            {
                verdict = BridgeLife.Current.Judge(ObjectPaths.PackageOf(asset), _useCase);
            }
            catch (EditorException exception)
            {
                AssetWarning(asset, $"DccBridge did not judge this asset. {exception.Message}");
                AssetPasses(asset);
                return EDataValidationResult.Valid;
            }

            return Say(asset, verdict);
        });

    private EDataValidationResult Say(UObject asset, Verdict? verdict)
    {
        var findings = verdict?.Findings.Where(finding => finding.SuppressedBecause is null).ToList() ?? [];
        foreach (var warning in findings.Where(finding => finding.Severity == Severity.Warning))
        {
            AssetWarning(asset, Text(warning));
        }

        var errors = findings.Where(finding => finding.Severity == Severity.Error).Select(Text).ToList();
        if (errors.Count > 0)
        {
            AssetFails(asset, string.Join('\n', errors));
            return EDataValidationResult.Invalid;
        }

        AssetPasses(asset);
        return EDataValidationResult.Valid;
    }

    private static string Text(Finding finding) => $"[{finding.RuleId}] {finding.Message} -> {finding.Fix}";
}
