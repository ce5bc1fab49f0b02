using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DccBridge.Tray.DBus;

/// <summary>The lines before the first message: who we are is told by the socket itself (mechanism EXTERNAL).</summary>
internal static partial class BusAuthentication
{
    private const int MostLine = 4096;

    /// <summary>Authenticates as the user of this process.</summary>
    /// <exception cref="BusClosedException">The bus refused, or what answers is no bus.</exception>
    public static Task RunAsync(Stream stream, CancellationToken cancellationToken) => RunAsync(stream, EffectiveUser(), cancellationToken);

    /// <summary>Authenticates as a user.</summary>
    /// <exception cref="BusClosedException">The bus refused, or what answers is no bus.</exception>
    public static async Task RunAsync(Stream stream, uint user, CancellationToken cancellationToken)
    {
        string id = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(user.ToString(CultureInfo.InvariantCulture)));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"\0AUTH EXTERNAL {id}\r\n"), cancellationToken).ConfigureAwait(false);
        string answer = await ReadLineAsync(stream, cancellationToken).ConfigureAwait(false);
        if (!answer.StartsWith("OK ", StringComparison.Ordinal))
        {
            throw new BusClosedException($"The D-Bus session did not accept user {user}: it answered '{TrayText.Line(answer)}'.");
        }

        await stream.WriteAsync("BEGIN\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    // Byte by byte: what follows the line are messages already.
    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (line.Length < MostLine)
        {
            if (await stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 0)
            {
                throw new BusClosedException("The D-Bus session closed the connection during the handshake.");
            }

            if (one[0] == '\n' && line.Length > 0 && line[^1] == '\r')
            {
                line.Length--;
                return line.ToString();
            }

            line.Append((char)one[0]);
        }

        throw new BusClosedException($"What listens as D-Bus session sent a line of more than {MostLine} characters.");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
