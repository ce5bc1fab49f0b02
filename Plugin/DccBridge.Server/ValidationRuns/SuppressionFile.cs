using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Storage;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Suppressing;

namespace DccBridge.Server.ValidationRuns;

/// <summary>Writes suppressions into the project's settings file. One at a time; the file is replaced as a whole or not at all.</summary>
/// <param name="path">The project's settings file; null when there is none.</param>
/// <param name="rules">Read again afterwards.</param>
/// <param name="disk">Asked before each write.</param>
/// <param name="time">Says which day it is.</param>
internal sealed class SuppressionFile(string? path, RulesInForce rules, IStorageDisk disk, TimeProvider time)
{
    private readonly Lock _lock = new();

    /// <summary>Adds a suppression, or gives the one of the same rule and path another reason and date.</summary>
    /// <exception cref="RpcException">The params are not allowed, the settings are wrong, or the file cannot be changed.</exception>
    public SuppressResult Put(SuppressParams parameters)
    {
        var suppression = new Suppression { Rule = parameters.Rule, Path = VerifyPath(parameters), Reason = VerifyReason(parameters), Expires = VerifyDate(parameters) };
        return Change(parameters.Rule, content => SuppressionEdit.Put(content, suppression));
    }

    /// <summary>Takes the suppression of exactly this rule and path away.</summary>
    /// <exception cref="RpcException">The params are not allowed, the settings are wrong, or the file cannot be changed.</exception>
    public SuppressResult Remove(SuppressParams parameters)
    {
        var assets = VerifyPath(parameters);
        return Change(parameters.Rule, content => SuppressionEdit.Remove(content, parameters.Rule, assets));
    }

    private SuppressResult Change(string rule, Func<byte[], byte[]> edit)
    {
        var file = path ?? throw new RpcException(ErrorCode.InvalidSettings, "This editor has no settings file that could be changed.", Outcome.NotStarted);
        lock (_lock)
        {
            VerifyRule(rule, file);
            var isThere = File.Exists(file);
            var before = isThere ? Read(file) : [];
            var after = edit(before);
            if (ReferenceEquals(after, before))
            {
                return new SuppressResult { SettingsFile = file };
            }

            if (after.Length > before.Length && SuppressionValues.FindRoomProblem(after) is { } problem)
            {
                throw new RpcException(
                    ErrorCode.InvalidSettings,
                    $"{Path.GetFileName(file)} {problem}, and could not be read any more; nothing was written. Suppress whole folders, take out suppressions that ran out, or switch the rule off.",
                    Outcome.NotStarted);
            }

            Write(file, before, after, isThere);
            rules.Forget();
            return new SuppressResult { SettingsFile = file, Changed = true };
        }
    }

    /// <summary>Also reads the settings: only a file that is right is changed.</summary>
    private void VerifyRule(string rule, string file)
    {
        if (rules.Current.FindSuppressionProblem(rule, Path.GetFullPath(file)) is { } problem)
        {
            throw Refuse("Rule", problem);
        }
    }

    private static string VerifyPath(SuppressParams parameters) =>
        AssetPath.CheckFolder(parameters.Path, out var problem) ? parameters.Path : throw Refuse("Path", problem);

    private static string VerifyReason(SuppressParams parameters) => SuppressionValues.FindReasonProblem(parameters.Reason) is { } problem
        ? throw Refuse("Reason", $"The reason {problem}.")
        : parameters.Reason;

    private DateOnly? VerifyDate(SuppressParams parameters)
    {
        if (parameters.Expires is not { } text)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return SuppressionValues.ParseDate(text) is not { } date ? throw Refuse("Expires", $"'{text}' is no day. Write year-month-day (2026-12-31), or nothing if it shall hold for ever.")
            : date < today ? throw Refuse("Expires", $"{text} is over already (it is {SuppressionValues.FormatDate(today)}, UTC). Give the last day on which the suppression shall hold.")
            : date;
    }

    private static RpcException Refuse(string field, string problem) =>
        new(ErrorCode.InvalidParams, $"{field}: {problem}", Outcome.NotStarted, details: new Dictionary<string, string> { ["field"] = field });

    private byte[] Read(string file)
    {
        try
        {
            return ValidationSettingsFile.ReadBytes(file);
        }
        catch (ValidationSettingsException exception)
        {
            throw rules.ToError(exception);
        }
    }

    private void Write(string file, byte[] before, byte[] after, bool isThere)
    {
        var name = Path.GetFileName(file);
        if (isThere && File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly))
        {
            throw new RpcException(ErrorCode.InvalidSettings, $"{name} is read-only. Check it out of version control, or take the protection away, then try again.", Outcome.NotStarted);
        }

        var temporary = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            disk.BeforeWrite(after.Length);
            StorageAccess.Do(temporary, () =>
            {
                using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                stream.Write(after);
                stream.Flush(flushToDisk: true);
                return true;
            });
            VerifyUnchanged(file, before, isThere);
            if (isThere && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(file));
            }

            StorageAccess.Replace(temporary, file);
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            throw DiskFull.Error($"The new {name}", Outcome.NotStarted);
        }
        catch (IOException exception)
        {
            throw new RpcException(ErrorCode.InvalidSettings, $"{name} cannot be changed: {exception.Message}", Outcome.NotStarted);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Somebody may save the file in a text editor at this very moment.</summary>
    private void VerifyUnchanged(string file, byte[] before, bool isThere)
    {
        if (File.Exists(file) != isThere || (isThere && !Read(file).AsSpan().SequenceEqual(before)))
        {
            throw new RpcException(ErrorCode.InvalidSettings, $"{Path.GetFileName(file)} was changed by somebody else at the same moment; nothing was written. Try again.", Outcome.NotStarted);
        }
    }
}
