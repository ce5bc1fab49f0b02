namespace DccBridge.Companion.Unreal.Install;

/// <summary>What a run did.</summary>
/// <param name="Done">What was done, in order.</param>
/// <param name="Attention">What a person must do because it could not be done; with one the exit code is 1.</param>
internal sealed record RunOutcome(IReadOnlyList<string> Done, IReadOnlyList<string> Attention);

/// <summary>Carries out a plan: all of it, or nothing.</summary>
internal sealed class InstallRun(IProjectFiles files, IDotnetTool dotnet)
{
    private readonly List<string> _done = [];
    private readonly List<string> _attention = [];

    /// <summary>Installs.</summary>
    /// <exception cref="InstallException">It failed, and everything is as it was; or it says what is not.</exception>
    public Task<RunOutcome> InstallAsync(InstallPlan plan, CancellationToken cancellation) => TransactAsync(plan.Project, async transaction =>
    {
        PutFiles(plan, transaction);
        cancellation.ThrowIfCancellationRequested();
        if (plan.ChangesProject)
        {
            transaction.Replace(plan.Project.Path, plan.Enabled.Content);
            _done.Add($"enabled {string.Join(", ", plan.Enabled.Added.Concat(plan.Enabled.SwitchedOn))} in '{plan.Project.Path}'");
        }

        if (plan.EditorSettings is { } settings)
        {
            transaction.Replace(plan.Project.EditorSettings, settings);
            _done.Add($"switched off 'Use Less CPU when in Background' in '{plan.Project.EditorSettings}'");
        }

        if (plan.AddsToSolution)
        {
            await AddToSolutionAsync(plan, transaction, cancellation).ConfigureAwait(false);
        }
    });

    /// <summary>Takes back what install did.</summary>
    /// <exception cref="InstallException">It failed, and everything is as it was; or it says what is not.</exception>
    public Task<RunOutcome> UninstallAsync(UninstallPlan plan, CancellationToken cancellation) => TransactAsync(plan.Project, async transaction =>
    {
        // The solution first: dotnet wants to see the project that it takes out.
        if (plan.Solution is { } solution)
        {
            transaction.Remember(solution);
            var door = Path.Combine(plan.Project.PluginFolder, StagedContent.Door);
            var result = await dotnet.RemoveFromSolutionAsync(solution, door, cancellation).ConfigureAwait(false);
            if (!result.Succeeded || UnrealProject.Lists(files.Read(solution)))
            {
                // With the entry left and the project gone, the solution would not build any more.
                throw new InstallException($"ManagedDccBridge could not be removed from the solution ({result.Output}); everything is as it was before. Run: dotnet sln \"{solution}\" remove \"{door}\"; then uninstall again.");
            }

            _done.Add($"removed ManagedDccBridge from '{solution}'");
        }

        if (plan.ChangedProject is { } content)
        {
            transaction.Replace(plan.Project.Path, content);
            _done.Add($"took the entries that install had made out of '{plan.Project.Path}'");
        }

        if (plan.ChangesEditorSettings)
        {
            transaction.Replace(plan.Project.EditorSettings, plan.EditorSettings);
            _done.Add($"put 'Use Less CPU when in Background' back in '{plan.Project.EditorSettings}'");
        }

        if (plan.Record.IsInPlace)
        {
            transaction.Replace(Path.Combine(plan.Project.PluginFolder, StagedContent.Record), null);
            _attention.Add($"'{plan.Project.PluginFolder}' is your own clone and stays: remove it, or UnrealSharp goes on building it.");
            return;
        }

        if (plan.Kept.Count > 0)
        {
            transaction.Stage(plan.Kept.ToDictionary(k => k.To, k => files.Read(Path.Combine(plan.Project.PluginFolder, k.Path))));
        }

        cancellation.ThrowIfCancellationRequested();
        transaction.Swap();
        _done.Add($"removed {plan.Removed.Count} files of DccBridge from '{plan.Project.PluginFolder}'");
        Tell(plan.Kept);
    });

    private async Task<RunOutcome> TransactAsync(UnrealProject project, Func<FileTransaction, Task> body)
    {
        var transaction = new FileTransaction(project, files);
        try
        {
            await body(transaction).ConfigureAwait(false);
            transaction.Finish();
        }
        catch (Exception e)
        {
            var failures = transaction.Undo();
            if (failures.Count > 0)
            {
                throw new InstallException($"It failed ({e.Message}), and not everything could be put back: {string.Join("; ", failures)}. What was there before is in '{project.WorkFolder}'; make the disk writable and run the command again, it mends this first.", e);
            }

            if (e is OtherVolumeException)
            {
                var folder = project.PluginFolder;
                throw new InstallException(
                    $"'{Path.GetDirectoryName(folder)}' is on another volume than the project, so no folder can be put there or taken away in one step; everything is as it was before. "
                    + $"To install, copy the plugin or clone the repository to '{folder}' by hand, then run: dccbridge install \"{project.Path}\" --from \"{folder}\"",
                    e);
            }

            if (e is IOException or UnauthorizedAccessException)
            {
                throw new InstallException($"It failed, and everything is as it was before: {e.Message} Close programs that hold files of the project, look at the space and the rights of '{project.Folder}', and run it again.", e);
            }

            throw;
        }

        if (transaction.Commit() is { } left)
        {
            _attention.Add($"{left}.");
        }

        return new RunOutcome(_done, _attention);
    }

    private void PutFiles(InstallPlan plan, FileTransaction transaction)
    {
        var folder = plan.Project.PluginFolder;
        if (plan.ReplacesFolder)
        {
            var content = new Dictionary<string, byte[]>(plan.Payload.Files, StringComparer.Ordinal) { [StagedContent.Record] = plan.After.Write() };
            foreach (var kept in plan.Kept)
            {
                content.Add(kept.To, files.Read(Path.Combine(folder, kept.Path)));
            }

            transaction.Stage(content);
            transaction.Swap();
            _done.Add(plan.FolderExists
                ? $"replaced {plan.Before?.Version ?? "the copy that was there"} by {plan.Payload.Version} in '{folder}' ({plan.Written.Count} files differ)"
                : $"wrote {plan.Payload.Files.Count} files to '{folder}'");
            Tell(plan.Kept);
        }
        else if (plan.ChangesRecord)
        {
            transaction.Replace(Path.Combine(folder, StagedContent.Record), plan.After.Write());
        }
    }

    private async Task AddToSolutionAsync(InstallPlan plan, FileTransaction transaction, CancellationToken cancellation)
    {
        var solution = plan.Solution!;
        var before = files.Read(solution);
        transaction.Remember(solution);
        var door = Path.Combine(plan.Project.PluginFolder, StagedContent.Door);
        var result = await dotnet.AddToSolutionAsync(solution, door, cancellation).ConfigureAwait(false);
        if (result.Succeeded && UnrealProject.Lists(files.Read(solution)))
        {
            _done.Add($"added ManagedDccBridge to '{solution}'");
            return;
        }

        if (!files.Read(solution).AsSpan().SequenceEqual(before))
        {
            transaction.Replace(solution, before);
        }

        _attention.Add($"ManagedDccBridge could not be added to the solution ({result.Output}), and UnrealSharp builds what is in there alone. Run: dotnet sln \"{solution}\" add \"{door}\" --include-references false");
    }

    private void Tell(IReadOnlyList<KeptFile> kept)
    {
        foreach (var file in kept)
        {
            _done.Add(file.To == file.Path ? $"kept your file '{file.Path}'" : $"kept your changed '{file.Path}' as '{file.To}'");
        }
    }
}
