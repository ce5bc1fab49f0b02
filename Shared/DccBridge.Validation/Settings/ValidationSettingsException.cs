using System.Globalization;

namespace DccBridge.Validation.Settings;

/// <summary>The settings file cannot be used. The message is an instruction that names file, line, column and field.</summary>
public sealed class ValidationSettingsException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    /// <param name="file">The file, as it was given.</param>
    /// <param name="line">Line from 1; 0 when it concerns the whole file.</param>
    /// <param name="column">Column from 1 in characters; 0 when it concerns the whole file.</param>
    /// <param name="field">Path of the field (<c>rules["tex.pow2"].severity</c>); empty at the top.</param>
    /// <param name="problem">What is wrong and what is allowed.</param>
    /// <param name="inner">What caused it; null when the content itself did.</param>
    public ValidationSettingsException(string file, int line, int column, string field, string problem, Exception? inner = null)
        : base(Compose(file, line, column, problem), inner)
    {
        File = file;
        Line = line;
        Column = column;
        Field = field;
        Problem = problem;
    }

    /// <summary>The file, as it was given.</summary>
    public string File { get; }

    /// <summary>Line from 1; 0 when it concerns the whole file.</summary>
    public int Line { get; }

    /// <summary>Column from 1 in characters (UTF-16 units, as editors count); 0 when it concerns the whole file.</summary>
    public int Column { get; }

    /// <summary>Path of the field (<c>rules["tex.pow2"].severity</c>); empty at the top.</summary>
    public string Field { get; }

    /// <summary>What is wrong and what is allowed, without file and place.</summary>
    public string Problem { get; }

    private static string Compose(string file, int line, int column, string problem) => line == 0
        ? $"{file}: {problem}"
        : string.Create(CultureInfo.InvariantCulture, $"{file}({line},{column}): {problem}");
}
