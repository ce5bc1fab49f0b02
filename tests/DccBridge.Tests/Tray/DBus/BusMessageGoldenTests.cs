using DccBridge.Tray.DBus;

namespace DccBridge.Tests.Tray.DBus;

/// <summary>Bytes written down by hand after the D-Bus specification.</summary>
[TestFixture]
public sealed class BusMessageGoldenTests
{
    private const string Hello =
        "6c 01 00 01  00 00 00 00  01 00 00 00  6d 00 00 00"                                       // little-endian, call, no flags, version 1; no body; serial 1; 109 bytes of fields
        + "01 01 6f 00  15 00 00 00  2f6f72672f667265656465736b746f702f44427573 00  0000"         // path, an object path of 21 bytes: /org/freedesktop/DBus
        + "02 01 73 00  14 00 00 00  6f72672e667265656465736b746f702e44427573 00  000000"         // interface, a string of 20 bytes: org.freedesktop.DBus
        + "03 01 73 00  05 00 00 00  48656c6c6f 00  0000"                                         // member: Hello
        + "06 01 73 00  14 00 00 00  6f72672e667265656465736b746f702e44427573 00  000000";        // destination, and filling up to a multiple of 8

    private static readonly BusMessage HelloMessage = new() { Kind = BusMessageKind.Call, Serial = 1, Path = "/org/freedesktop/DBus", Interface = "org.freedesktop.DBus", Member = "Hello", Destination = "org.freedesktop.DBus" };

    [Test]
    public void A_call_has_these_bytes() => Assert.That(BusMessageCoding.Write(HelloMessage), Is.EqualTo(Bytes(Hello)));

    [Test]
    public void These_bytes_are_the_call() => Assert.That(BusMessageCoding.Read(Bytes(Hello)) with { Body = HelloMessage.Body }, Is.EqualTo(HelloMessage));

    [Test]
    public void A_signal_in_the_other_order_of_bytes_is_read()
    {
        // Big-endian signal: body "u" 7; path /a, interface a.b, member C, signature u. A field that nobody knows (200) is passed over.
        var message = BusMessageCoding.Read(Bytes(
            "42 04 01 01  00 00 00 04  00 00 00 09  00 00 00 3f"
            + "01 01 6f 00  00 00 00 02  2f 61 00  0000000000"
            + "02 01 73 00  00 00 00 03  61 2e 62 00  00000000"
            + "03 01 73 00  00 00 00 01  43 00  000000000000"
            + "c8 01 79 00  ff  000000"
            + "08 01 67 00  01 75 00  00"
            + "00 00 00 07"));

        Assert.That((message.Kind, message.Flags, message.Serial, message.Path, message.Interface, message.Member, message.Signature), Is.EqualTo((BusMessageKind.Signal, (byte)1, 9u, "/a", "a.b", "C", "u")));
        Assert.That(message.Body, Is.EqualTo(new object[] { 7u }));
    }

    private static readonly object[][] Values =
    [
        ["y", (byte)7, "07"],
        ["b", true, "01 00 00 00"],
        ["n", (short)-2, "fe ff"],
        ["q", (ushort)258, "02 01"],
        ["i", -2, "fe ff ff ff"],
        ["u", 0x01020304u, "04 03 02 01"],
        ["x", -2L, "fe ff ff ff ff ff ff ff"],
        ["t", 1UL, "01 00 00 00 00 00 00 00"],
        ["d", 1.5, "00 00 00 00 00 00 f8 3f"],
        ["s", "é", "02 00 00 00  c3 a9 00"],
        ["o", new ObjectPath("/a"), "02 00 00 00  2f 61 00"],
        ["g", new SignatureText("ai"), "02  61 69 00"],
        ["v", new BusVariant("u", 7u), "01 75 00  00  07 00 00 00"],
        ["ay", new byte[] { 1, 2 }, "02 00 00 00  01 02"],
        ["ai", new object[] { 1, 2 }, "08 00 00 00  01 00 00 00  02 00 00 00"],
        ["ax", Array.Empty<object>(), "00 00 00 00  00 00 00 00"],
        ["at", new object[] { 1UL }, "08 00 00 00  00 00 00 00  01 00 00 00 00 00 00 00"],
        ["(yu)", new object[] { (byte)1, 2u }, "01  00 00 00  02 00 00 00"],
        ["a{sv}", new[] { new KeyValuePair<object, object>("a", new BusVariant("y", (byte)5)) }, "0a 00 00 00  00 00 00 00  01 00 00 00 61 00  01 79 00  05"],
        ["a(ii)", new object[] { new object[] { 1, 2 } }, "08 00 00 00  00 00 00 00  01 00 00 00  02 00 00 00"],
        ["aas", new object[] { new object[] { "x" } }, "0a 00 00 00  06 00 00 00  01 00 00 00 78 00"],
    ];

    [TestCaseSource(nameof(Values))]
    public void A_value_has_these_bytes(string signature, object value, string bytes)
    {
        var writer = new BusWriter();
        writer.Write(signature, value);

        Assert.That(writer.Written.ToArray(), Is.EqualTo(Bytes(bytes)));
    }

    [TestCaseSource(nameof(Values))]
    public void These_bytes_are_the_value(string signature, object value, string bytes)
    {
        byte[] read = Bytes(bytes);
        var reader = new BusReader(read, isBigEndian: false);

        Assert.That(reader.Read(signature), Is.EqualTo(value));
        Assert.That(reader.Position, Is.EqualTo(read.Length));
    }

    internal static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
