using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DccBridge.Validation.Custom;

namespace DccBridge.CustomRules;

/// <summary>Loads a studio's own rules, each assembly in a load context of its own. For the headless editor and the companion; never inside Unreal.</summary>
/// <param name="limits">What rules may take; null is the defaults.</param>
public sealed class RuleAssemblyLoader(CustomRuleLimits? limits = null) : ICustomRuleSource
{
    private readonly CustomRuleLimits _limits = limits ?? new CustomRuleLimits();

    /// <inheritdoc/>
    public ILoadedRules Load(string path)
    {
        var bytes = Read(path);
        VerifyIsManaged(bytes);
        var context = new RuleAssemblyContext(path, _limits.MaxFileBytes);
        LoadedRules? rules = null;
        CustomRuleException? failure = null;
        using var worker = new RuleWorker($"Loading {Path.GetFileName(path)}");
        var isInTime = worker.Run(() => failure = ForeignCode.Run(() => rules = RuleAssembly.Load(context, bytes, _limits)), _limits.LoadTime);
        if (isInTime && failure is null)
        {
            return rules!;
        }

        context.Unload();
        throw failure is null
            ? new CustomRuleException($"it was not loaded within {_limits.LoadTime.TotalSeconds:0} s. Rules must not do any work before they are asked to judge.")
            : new CustomRuleException(failure.Details is null ? failure.Message : $"it {failure.Message}. {AskForRebuild}", failure.Details);
    }

    /// <summary>What to do about an assembly that does not fit.</summary>
    internal static string AskForRebuild =>
        $"Build it again against this version of DccBridge ({typeof(CustomRule).Assembly.GetName().Version?.ToString(3)}, rule API {CustomRulesAttribute.CurrentVersion}).";

    private byte[] Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > _limits.MaxFileBytes)
            {
                throw new CustomRuleException($"it is larger than {_limits.MaxFileBytes / (1024 * 1024)} MiB; is it the right file?");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CustomRuleException("there is no such file. Build it, or give the right path; it is relative to the folder of the settings file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CustomRuleException($"it cannot be read: {exception.Message}");
        }
    }

    private static void VerifyIsManaged(byte[] bytes)
    {
        bool isManaged;
        try
        {
            using var image = new PEReader(new MemoryStream(bytes));
            isManaged = image.HasMetadata && image.GetMetadataReader().IsAssembly;
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException or IOException)
        {
            isManaged = false;
        }

        if (!isManaged)
        {
            throw new CustomRuleException("it is no .NET assembly, or it is damaged. Name the .dll that the compiler wrote for the studio's rules.");
        }
    }
}
