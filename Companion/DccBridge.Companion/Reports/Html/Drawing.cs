using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Offline;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Reports.Html;

/// <summary>Draws an asset from its figures, as the inside of an SVG of 96 x 96 units: no picture of a mesh is at hand, but its proportions are.</summary>
internal static class Drawing
{
    private const double Side = 96;

    /// <summary>Room for the drawing above its line of text.</summary>
    private const double Height = 78;

    private static readonly (int A, int B)[] Edges = [(0, 1), (1, 3), (3, 2), (2, 0), (4, 5), (5, 7), (7, 6), (6, 4), (0, 4), (1, 5), (2, 6), (3, 7)];

    /// <summary>The drawing.</summary>
    public static string Of(JudgedAsset asset) => asset switch
    {
        { Verdict.Outcome: VerdictOutcome.NotValidated } => Broken(),
        { Figures.Pixels: { } pixels } => Frame(pixels.Width, pixels.Height),
        { Figures.Size: { } size } => Box(size),
        { Verdict.AssetClass: AssetClasses.Material } => Ball(),
        _ => Named(asset.Verdict.AssetClass),
    };

    /// <summary>What the drawing or picture shows, for those who cannot see it.</summary>
    public static string Describe(JudgedAsset asset) => asset switch
    {
        { Figures.Pixels: { } p } => $"{p.Width} x {p.Height} px, {asset.Figures.Depth.Channels} x {asset.Figures.Depth.Bits} bit",
        { Figures.Size: { } s } => $"{HtmlText.Figure(s.X)} x {HtmlText.Figure(s.Y)} x {HtmlText.Figure(s.Z)} cm, {HtmlText.Of(asset.Figures.Triangles)} triangles, {ByteText.Count(asset.Figures.Slots, "slot")}",
        { Verdict.AssetClass.Length: 0 } => "not read",
        _ => asset.Verdict.AssetClass,
    };

    /// <summary>The bounds of a mesh, seen from the front right and above, in their proportions.</summary>
    private static string Box(Vector3D size)
    {
        double[] edges = [size.X, size.Y, size.Z];
        var longest = edges.Max();
        if (!edges.All(double.IsFinite) || !(longest > 0))
        {
            return Named("no bounds");
        }

        var corners = new (double X, double Y)[8];
        for (var i = 0; i < 8; i++)
        {
            var x = (i & 1) * size.X / longest;
            var y = ((i >> 1) & 1) * size.Y / longest;
            var z = (i >> 2) * size.Z / longest;
            corners[i] = ((y - x) * 0.866, ((x + y) * 0.5) - z);
        }

        var (left, top) = (corners.Min(c => c.X), corners.Min(c => c.Y));
        var (width, height) = (corners.Max(c => c.X) - left, corners.Max(c => c.Y) - top);
        var scale = Math.Min((Side - 12) / Math.Max(width, 0.01), (Height - 12) / Math.Max(height, 0.01));
        var (dx, dy) = ((Side - (width * scale)) / 2, (Height - (height * scale)) / 2);
        string Point(int i) => $"{HtmlText.Of(((corners[i].X - left) * scale) + dx)} {HtmlText.Of(((corners[i].Y - top) * scale) + dy)}";
        var lines = string.Concat(Edges.Select(e => $"M{Point(e.A)}L{Point(e.B)}"));
        var faces = $"M{Point(4)}L{Point(5)}L{Point(7)}L{Point(6)}Z";
        return $"<path d=\"{faces}\" fill=\"currentColor\" fill-opacity=\".12\"/><path d=\"{lines}\" fill=\"none\" stroke=\"currentColor\" stroke-linejoin=\"round\"/>{Label($"{Length(size.X)} x {Length(size.Y)} x {Length(size.Z)}")}";
    }

    private static string Frame(int width, int height)
    {
        const double Longest = 70;
        var scale = Longest / Math.Max(Math.Max(width, height), 1);
        var (w, h) = (Math.Max(width * scale, 1), Math.Max(height * scale, 1));
        var (x, y) = ((Side - w) / 2, (Height - h) / 2);
        return $"<rect x=\"{HtmlText.Of(x)}\" y=\"{HtmlText.Of(y)}\" width=\"{HtmlText.Of(w)}\" height=\"{HtmlText.Of(h)}\" fill=\"currentColor\" fill-opacity=\".12\" stroke=\"currentColor\"/>{Label($"{width} x {height}")}";
    }

    private static string Ball() =>
        "<circle cx=\"48\" cy=\"40\" r=\"30\" fill=\"currentColor\" fill-opacity=\".12\" stroke=\"currentColor\"/><ellipse cx=\"38\" cy=\"28\" rx=\"9\" ry=\"6\" fill=\"currentColor\" fill-opacity=\".25\" transform=\"rotate(-35 38 28)\"/>" + Label("material");

    private static string Broken() =>
        "<path d=\"M26 12h30l14 14v46H26z\" fill=\"currentColor\" fill-opacity=\".12\" stroke=\"currentColor\"/><path d=\"M48 30v20M48 58v4\" stroke=\"currentColor\" stroke-width=\"4\"/>" + Label("not judged");

    private static string Named(string name) =>
        "<path d=\"M26 12h30l14 14v46H26zM56 12v14h14\" fill=\"currentColor\" fill-opacity=\".12\" stroke=\"currentColor\"/>" + Label(name);

    private static string Label(string text) =>
        $"<text x=\"48\" y=\"91\" font-size=\"{(text.Length > 16 ? "8" : "10")}\" text-anchor=\"middle\" fill=\"currentColor\">{HtmlText.Of(text)}</text>";

    private static string Length(double centimetres) => centimetres >= 1000 ? $"{HtmlText.Figure(centimetres / 100)} m" : HtmlText.Figure(centimetres);
}
