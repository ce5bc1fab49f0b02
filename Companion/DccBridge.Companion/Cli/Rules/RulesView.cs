using System.Globalization;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Protocol.Contracts.Validation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DccBridge.Companion.Cli.Rules;

/// <summary>Shows the rules in force.</summary>
internal static class RulesView
{
    /// <summary>What there is to show.</summary>
    /// <param name="Result">The rules.</param>
    /// <param name="Path">The asset or folder that was asked for; null is the project.</param>
    /// <param name="Editor">Who answered; null for a settings file that was read here.</param>
    internal sealed record Answer(ListRulesResult Result, string? Path, EditorPart? Editor);

    /// <summary>Shows them; the result is the exit code: 2 when some rules could not be loaded.</summary>
    public static int Show(CliServices services, CommonValues common, Answer answer)
    {
        var exitCode = answer.Result.Problems.Count > 0 ? ExitCodes.Failed : ExitCodes.Clean;
        var (result, path, editor) = answer;
        if (common.Json)
        {
            JsonOutput.Write(
                services.Out,
                new RulesDocument("rules", exitCode, editor, path, result.Preset, result.SettingsFiles, result.Hash, [.. result.Rules.Select(RulePart.Of)], result.Problems),
                JsonStyle.Readable.RulesDocument);
        }
        else
        {
            Write(services.Console, result, path);
        }

        foreach (var problem in result.Problems)
        {
            CommandRun.Say(services, new CommandFailure(FailureCodes.Settings, problem));
        }

        return exitCode;
    }

    private static void Write(IAnsiConsole console, ListRulesResult result, string? path)
    {
        console.Write(new Text($"Rules {(path is null ? "of the project" : $"for {Printable.Line(path)}")}, preset {Printable.Line(result.Preset)}\n", Theme.Strong));
        var table = Theme.Table("Rule", "Severity", "Thresholds", "From");
        table.Columns[0].NoWrap = true;
        table.Columns[1].NoWrap = true;
        foreach (var rule in result.Rules)
        {
            table.AddRow(
                Theme.Cell(rule.Id, rule.Enabled ? Theme.Accent : Theme.Quiet),
                rule.Enabled ? Theme.Cell(FindingsTable.Name(rule.Severity), Theme.Of(rule.Severity)) : Theme.Cell("off", Theme.Quiet),
                new Rows(rule.Thresholds.Select(threshold => Theme.Cell(FormattableString.Invariant($"{threshold.Name} {threshold.Value}")))),
                From(rule));
        }

        console.Write(table);
        var files = result.SettingsFiles.Count == 0 ? "no settings file, all defaults" : string.Join(" < ", result.SettingsFiles.Select(file => Printable.Line(file)));
        var on = result.Rules.Count(rule => rule.Enabled);
        console.Write(new Text($"{on.ToString(CultureInfo.InvariantCulture)} of {ByteText.Count(result.Rules.Count, "rule")} on; settings: {files}.\n", Theme.Quiet));
    }

    /// <summary>One line for each place that says something; a rule of which nobody says anything has its defaults.</summary>
    private static IRenderable From(RuleInfo rule)
    {
        var said = new[] { ("enabled", rule.EnabledFrom), ("severity", rule.SeverityFrom) }
            .Concat(rule.Thresholds.Select(threshold => (threshold.Name, threshold.From)))
            .Where(pair => pair.Item2.Length > 0)
            .GroupBy(pair => pair.Item2, pair => pair.Item1)
            .Select(group => Theme.Cell($"{string.Join(", ", group)}: {group.Key}"))
            .ToList();
        if (rule.Assembly is { } assembly)
        {
            said.Insert(0, Theme.Cell($"rule: {assembly}"));
        }

        return said.Count == 0 ? Theme.Cell("default", Theme.Quiet) : new Rows(said);
    }
}
