using System.Net.Sockets;
using System.Text;

namespace DccBridge.Tray.DBus;

/// <summary>Where a bus listens: the text of DBUS_SESSION_BUS_ADDRESS, of which unix sockets are understood.</summary>
/// <param name="Path">Path of the socket, or its abstract name after a zero character.</param>
internal sealed record BusAddress(string Path)
{
    /// <summary>How to connect to it.</summary>
    public UnixDomainSocketEndPoint EndPoint => new(Path);

    /// <summary>The places of the session's bus, best first.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <exception cref="BusFormatException">There is none; the message says what is missing.</exception>
    public static IReadOnlyList<BusAddress> OfSession(Func<string, string?> environment)
    {
        string? runtime = environment("XDG_RUNTIME_DIR");
        if (environment("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 } stated)
        {
            return Parse(stated, runtime);
        }

        return runtime is { Length: > 0 }
            ? [new BusAddress(System.IO.Path.Combine(runtime, "bus"))]
            : throw new BusFormatException("There is no D-Bus session: DBUS_SESSION_BUS_ADDRESS and XDG_RUNTIME_DIR are not set. Start the program inside the desktop session.");
    }

    /// <summary>Reads a list of addresses, parted by semicolons; those that are no unix sockets are passed over.</summary>
    /// <exception cref="BusFormatException">None of them can be used.</exception>
    public static IReadOnlyList<BusAddress> Parse(string text, string? runtimeFolder)
    {
        var found = new List<BusAddress>();
        var passed = new List<string>();
        foreach (string one in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = one.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                throw new BusFormatException($"DBUS_SESSION_BUS_ADDRESS: '{one}' has no colon; it should look like unix:path=/run/user/1000/bus.");
            }

            if (one[..colon] == "unix" && Socket(one[(colon + 1)..], runtimeFolder) is { } path)
            {
                found.Add(new BusAddress(path));
            }
            else
            {
                passed.Add(one);
            }
        }

        return found.Count > 0
            ? found
            : throw new BusFormatException($"DBUS_SESSION_BUS_ADDRESS has no unix socket (unix:path=..., unix:abstract=... or unix:runtime=yes); it says: {string.Join(';', passed)}");
    }

    private static string? Socket(string pairs, string? runtimeFolder)
    {
        string? socket = null;
        foreach (string pair in pairs.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                throw new BusFormatException($"DBUS_SESSION_BUS_ADDRESS: '{pair}' has no equals sign.");
            }

            string value = Unescape(pair[(equals + 1)..]);
            socket = pair[..equals] switch
            {
                "path" => value,
                "abstract" => "\0" + value,
                "runtime" when value == "yes" && runtimeFolder is { Length: > 0 } => System.IO.Path.Combine(runtimeFolder, "bus"),
                _ => socket, // guid and the like: who listens there is not checked by it.
            };
        }

        return socket;
    }

    private static string Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        byte[] all = Encoding.UTF8.GetBytes(text);
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i] != '%')
            {
                bytes.Add(all[i]);
                continue;
            }

            if (i + 2 > all.Length - 1 || !char.IsAsciiHexDigit((char)all[i + 1]) || !char.IsAsciiHexDigit((char)all[i + 2]))
            {
                throw new BusFormatException($"DBUS_SESSION_BUS_ADDRESS: '{text}' has a % without two hexadecimal digits after it.");
            }

            bytes.Add(Convert.FromHexString([(char)all[i + 1], (char)all[i + 2]])[0]);
            i += 2;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
