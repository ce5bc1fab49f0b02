using System.Text;

namespace DccBridge.Companion.Platform.StartAtLogin;

/// <summary>A small file of ours in a folder of the system: written whole or not at all.</summary>
/// <param name="path">Where.</param>
internal sealed class EntryFile(string path)
{
    private const int MostBytes = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What it says; null when it is not there. A file that is far too long is no entry of ours and reads as empty.</summary>
    public string? Read()
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MostBytes)
            {
                return "";
            }

            using var reader = new StreamReader(file, Utf8);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes it, unless it says that already.</summary>
    public void Write(string text)
    {
        if (Read() == text)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = path + ".dccbridge-new";
        File.WriteAllText(temporary, text, Utf8);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Removes it if it is there.</summary>
    public void Delete()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
        }
    }
}
