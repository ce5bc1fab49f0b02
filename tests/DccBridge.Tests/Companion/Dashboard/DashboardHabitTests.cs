using System.Text.RegularExpressions;
using DccBridge.Companion.Resident;

namespace DccBridge.Tests.Companion.Dashboard;

/// <summary>Habits that keep the dashboard safe: no markup out of data, nothing inline, nothing from elsewhere, and all that is named is there.</summary>
[TestFixture]
public sealed partial class DashboardHabitTests
{
    private const int MostLines = 400;

    private static readonly string[] Forbidden =
    [
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "setHTML", "createContextualFragment", "eval(", "new Function", "setAttributeNS", ".style.", "cssText", "importScripts",
        "window.open", "postMessage", "location.href =", "location.assign", "document.cookie",
    ];

    private static IEnumerable<string> Scripts => DashboardSources.Scripts;

    [TestCaseSource(nameof(Scripts))]
    public void A_script_makes_no_markup_of_data_and_no_inline_style(string script)
    {
        var text = DashboardSources.Read(script);
        Assert.That(Forbidden.Where(word => text.Contains(word, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(Scripts))]
    public void A_script_is_short_and_leads_nowhere_else(string script)
    {
        var text = DashboardSources.Read(script);
        Assert.That(text.Split('\n'), Has.Length.LessThanOrEqualTo(MostLines));
        Assert.That(Elsewhere().Matches(text).Select(match => match.Value).Where(address => address != "http://www.w3.org"), Is.Empty);
    }

    [TestCaseSource(nameof(Scripts))]
    public void All_that_a_script_imports_is_there_under_exactly_that_name(string script)
    {
        var here = "/" + script[..(script.LastIndexOf('/') + 1)];
        var imported = Import().Matches(DashboardSources.Read(script)).Select(match => match.Groups[1].Value).Select(name => name.StartsWith("./", StringComparison.Ordinal) ? here + name[2..] : name);
        Assert.That(imported.Select(Address), Is.SubsetOf(Addresses()));
    }

    [Test]
    public void The_page_has_no_inline_script_or_style_and_all_that_it_names_is_there()
    {
        var page = DashboardSources.Read("index.html");
        Assert.That(Inline().Matches(page).Select(match => match.Value), Is.Empty);
        var named = Named().Matches(page).Select(match => match.Groups[1].Value).Where(name => name.StartsWith('/')).Distinct().ToArray();
        Assert.That(named, Has.Length.GreaterThan(10));
        Assert.That(named.Select(Address), Is.SubsetOf(Addresses()));
        Assert.That(Elsewhere().Matches(page), Is.Empty);
    }

    [Test]
    public void Style_sheets_fetch_nothing() =>
        Assert.That(DashboardSources.All.Where(file => file.EndsWith(".css", StringComparison.Ordinal)).Where(file => FetchedByStyle().IsMatch(DashboardSources.Read(file))), Is.Empty);

    [Test]
    public void All_files_are_carried_in_the_program()
    {
        var carried = typeof(IResident).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("dashboard/", StringComparison.Ordinal)).Select(name => name["dashboard/".Length..].Replace('\\', '/'));
        Assert.That(carried, Is.EquivalentTo(DashboardSources.All.Where(file => !file.EndsWith(".md", StringComparison.Ordinal))));
    }

    [Test]
    public void What_is_fetched_for_the_first_page_is_small()
    {
        var size = DashboardSources.All.Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Sum(file => new FileInfo(Path.Combine(DashboardSources.Folder, file)).Length);
        Assert.That(size, Is.LessThan(200 * 1024), "the whole dashboard, in bytes");
    }

    private static HashSet<string> Addresses() => [.. DashboardSources.All.Select(file => Address("/" + file))];

    // Folders are written with a capital in the project and without one in addresses; the server takes both, and modules must be named in one way only.
    private static string Address(string name) => "/" + char.ToLowerInvariant(name[1]) + name[2..];

    [GeneratedRegex(@"(?:from |import\(|import )'([^']+)'")]
    private static partial Regex Import();

    [GeneratedRegex(@"https?://[\w.-]+")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"<script>|<script (?![^>]*src=)[^>]*>|<style|\sstyle=|\son\w+=|javascript:")]
    private static partial Regex Inline();

    [GeneratedRegex("""(?:src|href)="([^"]+)""")]
    private static partial Regex Named();

    [GeneratedRegex(@"url\(|@import|@font-face")]
    private static partial Regex FetchedByStyle();
}
