using System.Xml.Linq;

namespace DccBridge.Companion.Platform.StartAtLogin;

/// <summary>macOS: a property list in the user's LaunchAgents. Written after Apple's documentation, never tried on a Mac.</summary>
internal sealed class LaunchAgentEntry : IStartAtLogin
{
    private const string Label = "org.dccbridge.companion";

    private readonly LoginCommand _command;
    private readonly EntryFile _file;

    /// <param name="folder">The folder LaunchAgents of the user.</param>
    /// <param name="command">What is started.</param>
    public LaunchAgentEntry(string folder, LoginCommand command)
    {
        _command = command;
        Place = Path.Combine(folder, Label + ".plist");
        _file = new EntryFile(Place);
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public LoginStart Query() => _file.Read() switch
    {
        null => LoginStart.Off,
        var text when text == Text => LoginStart.On,
        _ => LoginStart.OtherCopy,
    };

    /// <inheritdoc/>
    public void Set() => _file.Write(Text);

    /// <inheritdoc/>
    public void Remove() => _file.Delete();

    // What launchd reads at the next login; it is not loaded now, so that setting it starts nothing.
    private string Text
    {
        get
        {
            var list = new XElement(
                "plist",
                new XAttribute("version", "1.0"),
                new XElement(
                    "dict",
                    new XElement("key", "Label"),
                    new XElement("string", Label),
                    new XElement("key", "ProgramArguments"),
                    new XElement("array", _command.Arguments.Prepend(_command.Program).Select(argument => new XElement("string", argument))),
                    new XElement("key", "RunAtLoad"),
                    new XElement("true"),
                    new XElement("key", "ProcessType"),
                    new XElement("string", "Interactive")));
            return $"""
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                {list.ToString().ReplaceLineEndings("\n")}

                """;
        }
    }
}
