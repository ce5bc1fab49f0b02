using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Tests.Companion.Install;

/// <summary>Does to a solution what <c>dotnet sln</c> does, as far as install looks.</summary>
internal sealed class FakeDotnet : IDotnetTool
{
    public string? Path { get; set; } = "/usr/bin/dotnet";

    public string Places => "the folders of PATH";

    public Version Sdk { get; set; } = new(10, 0, 203);

    /// <summary>Ends with this after it has half changed the solution.</summary>
    public string? Failure { get; set; }

    /// <summary>Runs when the solution is about to be changed.</summary>
    public Action? During { get; set; }

    public List<string> Calls { get; } = [];

    public Task<IReadOnlyList<DotnetSdk>> ListSdksAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DotnetSdk>>([new DotnetSdk(Sdk, "/usr/share/dotnet/sdk")]);

    public Task<DotnetResult> AddToSolutionAsync(string solution, string project, CancellationToken cancellation) =>
        RunAsync($"add {project}", solution, text => text + $"Project(\"ManagedDccBridge\") = \"{project}\"\r\n");

    public Task<DotnetResult> RemoveFromSolutionAsync(string solution, string project, CancellationToken cancellation) =>
        RunAsync($"remove {project}", solution, text => text.Replace($"Project(\"ManagedDccBridge\") = \"{project}\"\r\n", "", StringComparison.Ordinal));

    private Task<DotnetResult> RunAsync(string call, string solution, Func<string, string> edit)
    {
        Calls.Add(call);
        During?.Invoke();
        if (Failure is { } failure)
        {
            File.AppendAllText(solution, "half a line");
            return Task.FromResult(new DotnetResult(false, failure));
        }

        File.WriteAllText(solution, edit(File.ReadAllText(solution)));
        return Task.FromResult(new DotnetResult(true, ""));
    }
}
