using System.CommandLine;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Unreal;
using DccBridge.CustomRules;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Settings.Layers;
using DccBridge.Validation.Settings.Schema;

namespace DccBridge.Companion.Cli.Rules;

/// <summary><c>dccbridge rules</c>: which rules are in force, and where each value comes from.</summary>
internal static class RulesCommand
{
    public static Command Create(CliServices services, CommonOptions common)
    {
        var path = new Option<string?>("--path") { Description = "Only for this asset or folder", HelpName = "/Game/Folder" };
        var headless = new Option<bool>("--headless") { Description = "Ask a headless editor that is started for it, instead of a running editor" };
        var content = new Option<string?>("--content") { Description = "With --headless: content folder (default: a temporary one)", HelpName = "folder" };
        var settings = new Option<string?>("--settings") { Description = "Read this settings file of a project here, without any editor; with --headless the headless editor reads it", HelpName = "file" };
        var markdown = new Option<bool>("--markdown") { Description = "Print the rule reference as Markdown" };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON schema of the settings files" };
        var command = new Command("rules", "List the rules in force, and from where each value comes") { path, headless, content, settings, markdown, schema };
        command.Validators.Add(result =>
        {
            if (result.GetValue(content) is not null && !result.GetValue(headless))
            {
                result.AddError("--content is for the headless editor: add --headless, or leave it out.");
            }

            if (result.GetValue(markdown) && result.GetValue(schema))
            {
                result.AddError("--markdown and --schema both print something else: give one of them.");
            }

            if (result.GetValue(path) is { } asked && !AssetPath.CheckFolder(asked, out var problem))
            {
                result.AddError($"--path: {problem}");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            services,
            common.Read(parsed, services.WorkingFolder),
            new RulesOptions
            {
                Path = parsed.GetValue(path),
                Headless = parsed.GetValue(headless),
                ContentFolder = parsed.GetValue(content) is { } folder ? Path.GetFullPath(folder, services.WorkingFolder) : null,
                SettingsFile = parsed.GetValue(settings) is { } file ? Path.GetFullPath(file, services.WorkingFolder) : null,
                Markdown = parsed.GetValue(markdown),
                Schema = parsed.GetValue(schema),
            },
            cancellation));
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, RulesOptions options, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "rules", common.Json, async () =>
        {
            if (options.Markdown || options.Schema)
            {
                await services.Out.WriteAsync(options.Markdown ? RuleReference.Markdown() : SettingsSchema.Write()).ConfigureAwait(false);
                return ExitCodes.Clean;
            }

            if (options.Headless)
            {
                return await AskHeadlessAsync(services, common, options, cancellation).ConfigureAwait(false);
            }

            if (options.SettingsFile is not null)
            {
                return Read(services, common, options);
            }

            await using var session = await EditorPicker.OpenAsync(services.Connector, common, "rules", cancellation).ConfigureAwait(false);
            return await AskAsync(services, common, options, session, cancellation).ConfigureAwait(false);
        });

    private static async Task<int> AskHeadlessAsync(CliServices services, CommonValues common, RulesOptions options, CancellationToken cancellation)
    {
        var request = new HeadlessRequest { ContentFolder = options.ContentFolder, EndpointFolder = common.EndpointFolder, SettingsFile = options.SettingsFile };
        await using var headless = await services.Headless.StartAsync(request, cancellation).ConfigureAwait(false);
        var sessionOptions = new SessionOptions { ClientName = "dccbridge rules", EndpointFolder = headless.EndpointFolder, Timeout = common.Timeout };
        await using var session = await services.Connector.ConnectAsync(headless.Entry, sessionOptions, cancellation).ConfigureAwait(false);
        return await AskAsync(services, common, options, session, cancellation).ConfigureAwait(false);
    }

    private static async Task<int> AskAsync(CliServices services, CommonValues common, RulesOptions options, IEditorSession session, CancellationToken cancellation)
    {
        var result = await session.ListRulesAsync(options.Path, cancellation).ConfigureAwait(false);
        return RulesView.Show(services, common, new RulesView.Answer(result, options.Path, EditorPart.Of(session.Editor)));
    }

    private static int Read(CliServices services, CommonValues common, RulesOptions options)
    {
        var sources = new SettingsSources { Studio = services.StudioSettings, Project = options.SettingsFile, ProjectMustExist = true };
        using var settings = LayeredSettings.Load(sources, new RuleAssemblyLoader());
        var rules = RuleSet.Create(settings, clock: services.Time);
        var result = new ListRulesResult
        {
            Preset = rules.Preset,
            Rules = options.Path is { } path ? rules.RulesFor(path) : rules.Rules,
            SettingsFiles = rules.SettingsFiles,
            Hash = rules.Hash,
            Problems = rules.Problems,
        };
        return RulesView.Show(services, common, new RulesView.Answer(result, options.Path, null));
    }
}
