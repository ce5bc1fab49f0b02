using System.Runtime.Versioning;
using DccBridge.Companion.Browsing;

namespace DccBridge.Tests.Companion;

[TestFixture]
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class SystemBrowserTests
{
    private static readonly Uri Address = new("http://127.0.0.1:1/open?ticket=a&page=b;$(id)");

    private static SystemBrowser Browser(params (string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(v => v.Name == name).Value, TimeProvider.System);

    [Test]
    public void BROWSER_comes_first_with_the_address_at_its_end_or_in_its_place()
    {
        var commands = Browser(("BROWSER", "firefox --new-tab:chromium --app=%s"), ("DISPLAY", ":0")).Commands(Address).Select(c => c.ArgumentList.Skip(3)).ToList();
        Assert.That(commands, Is.EqualTo(new string[][] { ["firefox", "--new-tab", Address.AbsoluteUri], ["chromium", $"--app={Address.AbsoluteUri}"], ["xdg-open", Address.AbsoluteUri] }));
        Assert.That(Browser().Commands(Address), Is.Empty, "without a display a text browser would fill the terminal");
    }

    [Test]
    public async Task The_first_that_starts_is_enough_and_no_shell_reads_the_address()
    {
        var folder = Directory.CreateTempSubdirectory("dccbridge browser").FullName;
        var script = Path.Combine(folder, "my browser");
        File.WriteAllText(script, $"#!/bin/sh\nprintf '%s' \"$1\" > '{folder}/opened'\n");
        File.SetUnixFileMode(script, (UnixFileMode)0b111_000_000);
        Assert.That(await Browser(("BROWSER", $"/no/such/browser:{script}")).OpenAsync(Address, CancellationToken.None), Is.Null);
        Assert.That(File.ReadAllText(Path.Combine(folder, "opened")), Is.EqualTo(Address.AbsoluteUri));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task One_that_fails_is_told()
    {
        Assert.That(await Browser(("BROWSER", "false")).OpenAsync(Address, CancellationToken.None), Is.EqualTo("false ended with code 1."));
        Assert.That(await Browser().OpenAsync(Address, CancellationToken.None), Is.EqualTo("No browser is known here."));
    }
}
