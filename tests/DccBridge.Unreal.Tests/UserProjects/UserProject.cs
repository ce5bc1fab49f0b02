using System.Diagnostics;

namespace DccBridge.Unreal.Tests.UserProjects;

/// <summary>
/// An Unreal project of somebody else with DccBridge in it, below a folder with that person's own build files: a path with spaces and other
/// letters, central package management, no package source, an empty package cache. What of DccBridge is in it is what the editor needs.
/// </summary>
internal sealed class UserProject : IDisposable
{
    public const string Csproj = "ManagedDccBridge.csproj";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly string[] RootFiles = ["DccBridge.uplugin", ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "LICENSE"];

    private static readonly string[] Folders = ["Script", "Plugin/Unreal", "Plugin/DccBridge.Server", "Plugin/Python", "Shared/DccBridge.Protocol", "Shared/DccBridge.Validation"];

    private readonly string _top = Directory.CreateTempSubdirectory("dccbridge-test-").FullName;

    public UserProject()
    {
        Root = Path.Combine(_top, "Meine Spiele ÄÖ", "Crate & Köder");
        Write("../Directory.Build.props", "<Project><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>7.3</LangVersion><OutputPath>elsewhere</OutputPath></PropertyGroup></Project>");
        Write("../Directory.Build.targets", "<Project><Target Name=\"UsersOwn\" BeforeTargets=\"BeforeBuild\"><Error Text=\"The user's targets reached DccBridge.\" /></Target></Project>");
        Write("../Directory.Packages.props", "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup></Project>");
        Write("../nuget.config", "<configuration><packageSources><clear /></packageSources><fallbackPackageFolders><clear /></fallbackPackageFolders></configuration>");
        Write("../.editorconfig", "root = true\n[*.cs]\ncsharp_style_namespace_declarations = block_scoped:error\ndotnet_diagnostic.IDE0160.severity = error\n");
        Write("Crates.uproject", "{ \"FileVersion\": 3 }");
        AddUnrealSharp("Plugins/UnrealSharp");
        foreach (var file in RootFiles)
        {
            Copy(Path.Combine(Repository, file), Path.Combine(Plugin, file));
        }

        foreach (var folder in Folders)
        {
            CopyFolder(Path.Combine(Repository, folder), Path.Combine(Plugin, folder));
        }
    }

    public static string Repository { get; } = FindRepository();

    /// <summary>The folder with the .uproject.</summary>
    public string Root { get; }

    public string Plugin => Path.Combine(Root, "Plugins", "DccBridge");

    public string Project => Path.Combine(Plugin, "Script", "ManagedDccBridge", Csproj);

    public string PackageCache => Path.Combine(_top, "packages");

    /// <summary>Where UnrealSharp has the assemblies published to.</summary>
    public string PublishFolder => Path.Combine(Root, "Binaries", "Managed", "net10.0");

    /// <summary>The properties file of UnrealSharp in the shape of the real one, with our declarations in the place of its assemblies.</summary>
    public void AddUnrealSharp(string folder)
    {
        Write(folder + "/UnrealSharp.Shared.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <UnrealSharpPluginDir>$(MSBuildThisFileDirectory)</UnrealSharpPluginDir>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <EnableDynamicLoading>true</EnableDynamicLoading>
                <LangVersion>latest</LangVersion>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="UnrealSharp.Surface">
                  <HintPath>$(UnrealSharpPluginDir)Binaries\Managed\$(TargetFramework)\UnrealSharp.Surface.dll</HintPath>
                </Reference>
              </ItemGroup>
            </Project>
            """);
        Copy(typeof(UnrealSharp.Surface.SurfaceEngine).Assembly.Location, Path.Combine(Root, folder, "Binaries", "Managed", "net10.0", "UnrealSharp.Surface.dll"));
    }

    public void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, to))!);
        Directory.Move(Path.Combine(Root, from), Path.Combine(Root, to));
    }

    /// <summary>Runs dotnet as UnrealSharp's build tool does: outside of any other build, in the Script folder of the project.</summary>
    public async Task<(int ExitCode, string Output)> DotnetAsync(IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var script = Directory.CreateDirectory(Path.Combine(Root, "Script"));
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = script.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "CI" or "DOTNET_CLI_TELEMETRY_SESSIONID").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = PackageCache;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => Directory.Delete(_top, recursive: true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }

    private static void CopyFolder(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "__pycache__"))
            {
                Copy(file, Path.Combine(to, relative));
            }
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
