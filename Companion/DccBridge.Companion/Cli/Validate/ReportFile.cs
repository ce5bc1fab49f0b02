using System.Text;
using System.Text.Json;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Reports;
using DccBridge.Companion.Reports.Html;

namespace DccBridge.Companion.Cli.Validate;

/// <summary>Writes a report where it is wanted. A file is there whole or as it was before.</summary>
internal static class ReportFile
{
    /// <exception cref="CommandFailure">It cannot be written; the text names the file.</exception>
    public static void Write(ReportRequest request, ReportData data, ValidateFilesDocument document, TextWriter output)
    {
        if (request.File is null)
        {
            using var memory = new MemoryStream();
            Write(memory, request.Format, data, document);
            output.WriteLine(Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length));
            output.Flush();
            return;
        }

        var temporary = $"{request.File}.{data.Result.RunId:N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(request.File)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024))
            {
                Write(stream, request.Format, data, document);
            }

            File.Move(temporary, request.File, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            throw new CommandFailure(FailureCodes.Files, $"The report '{request.File}' cannot be written: {e.Message} Mend the folder's rights, or write it elsewhere.", e);
        }
    }

    private static void Write(Stream stream, ReportFormat format, ReportData data, ValidateFilesDocument document)
    {
        switch (format)
        {
            case ReportFormat.Sarif:
                SarifReport.Write(stream, data);
                break;
            case ReportFormat.JUnit:
                JUnitReport.Write(stream, data);
                break;
            case ReportFormat.Html:
                HtmlReport.Write(stream, data);
                break;
            default:
                JsonSerializer.Serialize(stream, document, JsonStyle.Readable.ValidateFilesDocument);
                break;
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The report's own failure says what is wrong with the folder.
        }
    }
}
