using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace DccBridge.EndToEnd.Peers;

/// <summary>What oiiotool says of an image: of its first part, and the size of the pixels that are stored.</summary>
internal sealed record OiioInfo(int Width, int Height, int Channels, string Format, bool HasAlpha, string? Software);

/// <summary>oiiotool of OpenImageIO: it makes the images and is the reader that ours is compared with.</summary>
internal sealed class OiioPeer
{
    private const string HowToInstall = "apt-get install openimageio-tools";

    private readonly Peer _peer = Peer.Require("oiiotool", HowToInstall, ["oiiotool"], "--version");

    /// <summary>Runs it.</summary>
    public void Run(params string[] arguments) => _peer.Run([], arguments);

    /// <summary>Reads what the file is.</summary>
    public OiioInfo Info(string file)
    {
        var output = Encoding.UTF8.GetString(_peer.Run([], "--info:format=xml:verbose=1", "-v", file));
        var start = output.IndexOf("<ImageSpec", StringComparison.Ordinal);
        var end = output.IndexOf("</ImageSpec>", StringComparison.Ordinal);
        Assert.That(start, Is.GreaterThanOrEqualTo(0), output);
        var spec = XElement.Parse(output[start..(end + "</ImageSpec>".Length)]);
        int Number(string name) => int.Parse(spec.Element(name)!.Value, CultureInfo.InvariantCulture);
        var software = spec.Elements("attrib").FirstOrDefault(attribute => attribute.Attribute("name")!.Value == "Software")?.Value;
        return new OiioInfo(Number("width"), Number("height"), Number("nchannels"), spec.Element("format")!.Value, Number("alpha_channel") >= 0, software);
    }

    /// <summary>The alpha of all pixels, as the peer decodes it: 0 to <paramref name="opaque"/>.</summary>
    public int[] Alpha(string file, out int opaque)
    {
        var gray = Path.ChangeExtension(file, ".alpha.pgm");
        Run(file, "--ch", "A", "-o", gray);
        var bytes = File.ReadAllBytes(gray);

        // A portable gray map: P5, width, height, the greatest value, and one white space before the pixels.
        var at = 0;
        string Word()
        {
            var start = at;
            while (!char.IsWhiteSpace((char)bytes[at]))
            {
                at++;
            }

            return Encoding.ASCII.GetString(bytes, start, at++ - start);
        }

        Assert.That(Word(), Is.EqualTo("P5"));
        var count = int.Parse(Word(), CultureInfo.InvariantCulture) * int.Parse(Word(), CultureInfo.InvariantCulture);
        opaque = int.Parse(Word(), CultureInfo.InvariantCulture);
        var wide = opaque > 255;
        Assert.That(bytes, Has.Length.EqualTo(at + (count * (wide ? 2 : 1))));
        return [.. Enumerable.Range(0, count).Select(i => wide ? (bytes[at + (2 * i)] << 8) | bytes[at + (2 * i) + 1] : bytes[at + i])];
    }
}
