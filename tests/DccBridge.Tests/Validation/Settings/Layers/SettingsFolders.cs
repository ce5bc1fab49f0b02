using DccBridge.Tests.Server.Fakes;
using DccBridge.Validation;
using DccBridge.Validation.Custom;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Tests.Validation.Settings.Layers;

/// <summary>A studio's folder and a project's folder on the disk, with settings files in them.</summary>
internal sealed class SettingsFolders : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SettingsFolders()
    {
        Directory.CreateDirectory(_folder["project"]);
        Directory.CreateDirectory(_folder["studio"]);
    }

    public string Project => Path("project", ValidationSettingsFile.Name);

    public string User => Path("project", ValidationSettingsFile.UserName);

    public string Studio => Path("studio", "studio.json");

    public string Path(params string[] parts) => System.IO.Path.Combine([_folder.Path, .. parts]);

    /// <summary>Writes a file; apostrophes stand for quotation marks.</summary>
    public string Write(string file, string json)
    {
        File.WriteAllText(file, json.Replace('\'', '"'));
        return file;
    }

    public LayeredSettings Load(bool withStudio = false, ICustomRuleSource? customRules = null, Action<string>? watch = null) =>
        LayeredSettings.Load(new SettingsSources { Studio = withStudio ? Studio : null, Project = Project }, customRules, watch);

    public RuleSet Rules(bool withStudio = false) => RuleSet.Create(Load(withStudio));

    public ValidationSettingsException Mistake(bool withStudio = false) => Assert.Throws<ValidationSettingsException>(() => Load(withStudio).Dispose())!;

    public void Dispose() => _folder.Dispose();
}
