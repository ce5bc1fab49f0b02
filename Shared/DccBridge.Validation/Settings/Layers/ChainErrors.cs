namespace DccBridge.Validation.Settings.Layers;

/// <summary>Errors of files that are used because others extend them.</summary>
internal static class ChainErrors
{
    /// <summary>Runs <paramref name="read"/>; an error of it also says by which files the wrong one was reached.</summary>
    /// <param name="chain">The files, the one that is read last.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="ValidationSettingsException">It is wrong.</exception>
    public static T Tell<T>(IReadOnlyList<string> chain, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ValidationSettingsException exception) when (chain.Count > 1)
        {
            throw new ValidationSettingsException(exception.File, exception.Line, exception.Column, exception.Field, exception.Problem + Explain(chain), exception);
        }
    }

    /// <summary>An error about a file that another one names.</summary>
    public static ValidationSettingsException At(SettingsSource source, WrittenPath path, string problem) =>
        new(source.File, path.Line, path.Column, path.Field, $"{path.Field} {problem}.{(source.Chain.Count > 1 ? Explain(source.Chain) : "")}");

    private static string Explain(IReadOnlyList<string> chain) => $" (This file is in force because of {string.Join(" -> ", chain)}.)";
}
