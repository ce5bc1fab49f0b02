namespace DccBridge.Headless.Engine;

/// <summary>Reads control lines from standard input on a thread of its own, until the input ends.</summary>
internal static class ControlInput
{
    /// <summary>Starts to read. The thread ends with the input or with the process; an input that ends stops nothing.</summary>
    public static void Start(TextReader input, IControlled editor, Action<string> answer)
    {
        var thread = new Thread(() => Read(input, editor, answer)) { Name = "control", IsBackground = true };
        thread.Start();
    }

    /// <summary>Reads to the end of the input.</summary>
    public static void Read(TextReader input, IControlled editor, Action<string> answer)
    {
        while (ReadLine(input, out bool isTooLong) is { } line)
        {
            answer(isTooLong ? $"error line too long: at most {ControlLine.MaxLength} characters are allowed" : ControlLine.Run(line, editor));
        }
    }

    private static string? ReadLine(TextReader input, out bool isTooLong)
    {
        var line = new System.Text.StringBuilder();
        isTooLong = false;
        int character;
        while ((character = input.Read()) >= 0)
        {
            if (character == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            isTooLong |= line.Length >= ControlLine.MaxLength;
            if (!isTooLong)
            {
                line.Append((char)character);
            }
        }

        return line.Length > 0 ? line.ToString() : null;
    }
}
