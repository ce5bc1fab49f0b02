using System.Text;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Tests.Companion.Install;

/// <summary>A made-up Unreal project with UnrealSharp, and a payload, true to shape, below one temporary folder.</summary>
internal sealed class ProjectTree : IDisposable
{
    /// <summary>As Unreal writes it: tabs, and here its line ends of Windows.</summary>
    public const string Uproject = "{\r\n\t\"FileVersion\": 3,\r\n\t\"EngineAssociation\": \"5.7\",\r\n\t\"Category\": \"\",\r\n\t\"Description\": \"Kisten für Ölfässer\",\r\n\t\"Modules\": [\r\n\t\t{\r\n\t\t\t\"Name\": \"Crates\",\r\n\t\t\t\"Type\": \"Runtime\",\r\n\t\t\t\"LoadingPhase\": \"Default\"\r\n\t\t}\r\n\t],\r\n\t\"Plugins\": [\r\n\t\t{\r\n\t\t\t\"Name\": \"ModelingToolsEditorMode\",\r\n\t\t\t\"Enabled\": true,\r\n\t\t\t\"TargetAllowList\": [\r\n\t\t\t\t\"Editor\"\r\n\t\t\t]\r\n\t\t},\r\n\t\t{\r\n\t\t\t\"Name\": \"DataValidation\",\r\n\t\t\t\"Enabled\": false\r\n\t\t}\r\n\t]\r\n}\r\n";

    /// <param name="name">The project's folder below the temporary one.</param>
    public ProjectTree(string name = "Crates")
    {
        Folder = Path.Combine(Root, name);
        Write("Crates.uproject", Uproject);
        Write("Source/Crates.Target.cs", "// target");
        Write("Content/SM_Crate.uasset", "asset");
        Write("Plugins/UnrealSharp/UnrealSharp.uplugin", "{ \"VersionName\": \"0.1\" }");
        MakePayload("0.1.0");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("dccbridge-project-").FullName;

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    public string UprojectPath => Path.Combine(Folder, "Crates.uproject");

    public string Plugin => Path.Combine(Folder, "Plugins", "DccBridge");

    public string Solution => Path.Combine(Folder, "Script", "ManagedCrates.sln");

    public string PayloadFolder => Path.Combine(Root, "payload");

    public UnrealProject Open() => UnrealProject.Open(UprojectPath, new ProjectFiles());

    public Payload ReadPayload() => Payload.Read(PayloadFolder, new ProjectFiles());

    /// <summary>Writes a text file of the project.</summary>
    public void Write(string path, string text) => WriteTo(Path.Combine(Folder, path), text);

    public void MakeSolution() => Write("Script/ManagedCrates.sln", "Microsoft Visual Studio Solution File, Format Version 12.00\r\nProject(\"ManagedCrates\")\r\n");

    /// <summary>Makes the payload of a version anew: what is staged, and what must not be.</summary>
    public void MakePayload(string version, params string[] more)
    {
        if (Directory.Exists(PayloadFolder))
        {
            Directory.Delete(PayloadFolder, recursive: true);
        }

        foreach (var path in Staged.Concat(more).Concat(NotStaged))
        {
            var text = path == StagedContent.Descriptor ? $"{{ \"FileVersion\": 3, \"VersionName\": \"{version}\" }}" : $"{path} of {version}";
            WriteTo(Path.Combine(PayloadFolder, path), text);
        }
    }

    /// <summary>What must be installed, exactly.</summary>
    public static IReadOnlyList<string> Staged { get; } =
    [
        ".editorconfig", "DccBridge.uplugin", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "LICENSE",
        "Plugin/DccBridge.Server/DccBridge.Server.csproj", "Plugin/DccBridge.Server/Handlers/AssetHandlers.cs",
        "Plugin/Python/dccbridge_facts.py", "Plugin/Python/dccbridge_unreal/entry.py", "Plugin/Unreal/FManagedDccBridge.cs", "Plugin/Unreal/Module.cs",
        "Script/ManagedDccBridge/ManagedDccBridge.csproj",
        "Shared/DccBridge.Protocol/DccBridge.Protocol.csproj", "Shared/DccBridge.Protocol/Generated/Ping.g.cs",
        "Shared/DccBridge.Validation/DccBridge.Validation.csproj",
    ];

    private static readonly string[] NotStaged =
    [
        "README.md", "CHANGELOG.md", "DccBridge.slnx", ".git/config", "artifacts/bin/x.dll", "Companion/DccBridge.Companion/Program.cs",
        "Plugin/DccBridge.Headless/Program.cs", "Plugin/DccBridge.Server/README.md", "Plugin/DccBridge.Server/obj/project.assets.json", "Plugin/Unreal/bin/Debug/x.dll",
        "Plugin/Python/__pycache__/dccbridge_facts.cpython-311.pyc",
        "Shared/DccBridge.Protocol.Generator/DccBridge.Protocol.Generator.csproj", "Shared/DccBridge.AssetFiles/AssetFile.cs", "tests/DccBridge.Tests/DccBridge.Tests.csproj",
    ];

    /// <summary>Every file below the project's folder with its content, and every folder; two equal ones mean that nothing changed.</summary>
    public SortedDictionary<string, string> Snapshot()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories))
        {
            all[Path.GetRelativePath(Folder, path).Replace('\\', '/')] = Directory.Exists(path) ? "folder" : Convert.ToBase64String(File.ReadAllBytes(path));
        }

        return all;
    }

    /// <summary>The files of the installed plugin.</summary>
    public IReadOnlyList<string> Installed() => new ProjectFiles().List(Plugin);

    public void Dispose() => new ProjectFiles().DeleteFolder(Root);

    private static void WriteTo(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
    }
}
