using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Transfers;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Sending;

/// <summary>One send over an open session: look, plan, upload, import, wait for the verdicts. The command line and the resident companion send with this.</summary>
internal sealed class SendRun(SendJob job, SendReport report, TimeProvider time)
{
    /// <summary>Files per import call: small enough that an editor answers in between.</summary>
    private const int ImportBatch = 64;

    /// <summary>Paths per asset.find.</summary>
    private const int FindBatch = 1000;

    private int _judged;

    /// <summary>Told of the key of each operation before the editor is asked for it: by it the editor knows later what became of it.</summary>
    public Action<string>? Begins { get; init; }

    /// <summary>Finds the files and looks into them; needs no editor.</summary>
    public async Task<IReadOnlyList<InspectedFile>> InspectAsync(IStageBoard board, CancellationToken cancellation)
    {
        var collected = FileCollector.Collect(job.Paths, job.Destination, job.WorkingFolder);
        report.Skipped = collected.Skipped;
        if (collected.Files.Count == 0)
        {
            throw new TransferException($"There is nothing to send in {string.Join(", ", job.Paths.Select(p => $"'{p}'"))}: no file ends with {string.Join(", ", AssetFiles.AssetFile.SupportedEndings)}. Export the assets as one of these.");
        }

        var files = new List<InspectedFile>(collected.Files.Count);
        var total = collected.Files.Sum(f => new FileInfo(f.FullPath) is { Exists: true } info ? info.Length : 0L);
        var done = 0L;
        foreach (var file in collected.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(await FileInspector.InspectAsync(file, bytes => board.Report(SendStages.Hash, done += bytes, total), cancellation).ConfigureAwait(false));
        }

        board.Report(SendStages.Hash, 1, 1);
        return files;
    }

    /// <summary>Compares with the editor; the plan is in the report.</summary>
    public async Task<SendPlan> PlanAsync(IEditorSession session, IReadOnlyList<InspectedFile> files, CancellationToken cancellation)
    {
        report.Editor = session.Editor;
        files = await FollowAsync(session, files, cancellation).ConfigureAwait(false);
        return report.Plan = SendPlanner.Plan(files, await ExistingAsync(session, SendPlanner.PathsToAsk(files), cancellation).ConfigureAwait(false), job.OnConflict, File.Exists);
    }

    /// <summary>Does what was planned.</summary>
    public async Task CarryOutAsync(IEditorSession session, IStageBoard board, CancellationToken cancellation)
    {
        var rows = report.Plan?.Sent.ToArray() ?? throw new InvalidOperationException("The plan comes first.");
        if (rows.Length == 0)
        {
            return;
        }

        await BlockedEditor.RunAsync(session, time, board.Say, async () =>
        {
            var pushed = new PushedVerdicts();
            session.OnLinkChanged(change =>
            {
                if (change.State == LinkState.Ended)
                {
                    pushed.Fail(new CommandFailure(FailureCodes.CannotConnect, change.Message));
                }
                else if (change.VerdictsMayBeLost)
                {
                    pushed.Lose();
                }
            });
            await session.SubscribeAsync(pushed.Add, cancellation).ConfigureAwait(false);
            await UploadAsync(session, rows, board, cancellation).ConfigureAwait(false);
            await ImportAsync(session, rows, board, cancellation).ConfigureAwait(false);
            await ValidateAsync(session, rows, pushed, board, cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<InspectedFile>> FollowAsync(IEditorSession session, IReadOnlyList<InspectedFile> files, CancellationToken cancellation)
    {
        var known = new List<AssetRecord>();
        foreach (var question in KnownSources.ToAsk(files, FindBatch))
        {
            FindAssetsResult page;
            var offset = 0;
            do
            {
                page = await session.FindAssetsAsync(question with { Offset = offset }, cancellation).ConfigureAwait(false);
                known.AddRange(page.Assets);
                offset += page.Assets.Count;
            }
            while (page.Assets.Count > 0 && offset < page.Total);
        }

        return KnownSources.Follow(files, known, File.Exists);
    }

    private static async Task<List<AssetRecord>> ExistingAsync(IEditorSession session, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var found = new List<AssetRecord>();
        foreach (var chunk in paths.Chunk(FindBatch))
        {
            var page = await session.FindAssetsAsync(new FindAssetsParams { Paths = chunk, Limit = FindBatch }, cancellation).ConfigureAwait(false);
            found.AddRange(page.Assets);
        }

        return found;
    }

    private async Task UploadAsync(IEditorSession session, PlanRow[] rows, IStageBoard board, CancellationToken cancellation)
    {
        var total = rows.Sum(r => r.Source.Length);
        var done = 0L;
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in rows.Select(r => r.Source))
        {
            var before = done;

            // Two files may be copies of each other: one of them is enough.
            var present = !held.Add(file.ContentHash!) || await session.UploadAsync(file.File.FullPath, file.ContentHash!, bytes => board.Report(SendStages.Upload, before + bytes, total), cancellation).ConfigureAwait(false);
            report.PresentFiles += present ? 1 : 0;
            report.UploadedFiles += present ? 0 : 1;
            report.UploadedBytes += present ? 0 : file.Length;
            done = before + file.Length;
            board.Report(SendStages.Upload, done, total);
        }

        board.Report(SendStages.Upload, 1, 1);
    }

    private async Task ImportAsync(IEditorSession session, PlanRow[] rows, IStageBoard board, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var batch in rows.Chunk(ImportBatch))
        {
            var import = new ImportAssetsParams { Items = [.. batch.Select(Item)] };
            var key = KeyOf(done, import);
            var before = done;
            Begins?.Invoke(key);
            var result = await EditorOperation.RunAsync(
                session,
                key,
                p => board.Report(SendStages.Import, before + (p.Fraction * batch.Length), rows.Length),
                (progress, ct) => session.ImportAsync(import, key, progress, ct),
                cancellation).ConfigureAwait(false);
            foreach (var (item, row) in result.Items.Zip(batch))
            {
                report.Imported.AddRange(item.Assets);
                if (item.Error is { } error)
                {
                    report.Failures.Add(new SendFailure(item.DestinationPath, row.Source.File.ShownPath, error.Code, error.Message));
                }
            }

            done += batch.Length;
            board.Report(SendStages.Import, done, rows.Length);
        }
    }

    private async Task ValidateAsync(IEditorSession session, PlanRow[] rows, PushedVerdicts pushed, IStageBoard board, CancellationToken cancellation)
    {
        var wanted = Wanted(rows);
        var unchanged = report.Imported.Where(a => job.IsAgain || a.Action == ImportAction.Unchanged).Select(a => a.Path).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (unchanged.Length > 0)
        {
            // The import touched nothing, so it is no occasion for the editor to judge; a person who sends wants to know all the same.
            await JudgeAsync(session, unchanged, cancellation).ConfigureAwait(false);
        }

        var verdicts = await pushed.CollectAsync(
            wanted,
            job.Quiet,
            time,
            count => board.Report(SendStages.Validate, count, wanted.Count),
            (missing, ct) => JudgeAsync(session, missing, ct),
            cancellation).ConfigureAwait(false);
        report.Verdicts.AddRange(verdicts);
        board.Report(SendStages.Validate, 1, 1);
    }

    /// <summary>Has the editor validate assets; their verdicts are pushed like all others.</summary>
    private async Task JudgeAsync(IEditorSession session, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var run = new RunValidationParams { Paths = paths, UseCase = ValidationUseCase.Manual };
        var key = $"send-{job.RunKey}-validate-{_judged++}";
        await EditorOperation.RunAsync(session, key, _ => { }, (progress, ct) => session.ValidateAsync(run, key, progress, ct), cancellation).ConfigureAwait(false);
    }

    /// <summary>A run that was broken off and is made again has the same keys, unless its files are others by now: that is other work.</summary>
    private string KeyOf(int first, ImportAssetsParams import)
    {
        var content = string.Join('\n', import.Items.Select(i => $"{i.DestinationPath}|{i.ContentHash}|{i.SourcePath}|{i.OnConflict}"));
        return string.Create(CultureInfo.InvariantCulture, $"send-{job.RunKey}-{first}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 8))}");
    }

    /// <summary>By asset path the hash of the file that made it. Empty for a material: it may be of any of the files.</summary>
    private Dictionary<string, string> Wanted(PlanRow[] rows)
    {
        var hashes = rows.ToDictionary(r => r.AssetPath, r => r.Source.ContentHash!, StringComparer.OrdinalIgnoreCase);
        return report.Imported.Select(a => a.Path).Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(p => p, p => hashes.GetValueOrDefault(p, ""), StringComparer.OrdinalIgnoreCase);
    }

    private ImportItem Item(PlanRow row) => new()
    {
        DestinationPath = row.AssetPath,
        FileName = Path.GetFileName(row.Source.File.FullPath),
        ContentHash = row.Source.ContentHash!,
        SourcePath = row.Source.File.FullPath,

        // An unchanged one may only have moved on this machine: that is no conflict.
        OnConflict = row.Action == PlanAction.Unchanged ? ImportConflict.Update : job.OnConflict,
    };
}
