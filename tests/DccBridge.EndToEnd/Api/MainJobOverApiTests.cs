using System.Text.Json;
using DccBridge.EndToEnd.BadDays;
using DccBridge.EndToEnd.Cli;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.Api;

/// <summary>What a shelf button does, with curl: a headless editor, the companion as a process, and the API between them.</summary>
[TestFixture]
public sealed class MainJobOverApiTests : BadDay
{
    private string Home => Path.Combine(Desk, "home");

    private static string Quoted(string path) => JsonSerializer.Serialize(path);

    private static async Task<JsonElement> ConnectedAsync(Curl curl)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var editors = await curl.AskAsync(200, "api/editors");
            if (editors.EnumerateArray().FirstOrDefault(e => e.GetProperty("link").GetString() == "connected") is { ValueKind: JsonValueKind.Object } editor)
            {
                return editor;
            }

            Assert.That(Environment.TickCount64, Is.LessThan(end), $"an editor is connected: {editors}");
            await Task.Delay(100);
        }
    }

    private static async Task<JsonElement> UntilAsync(Curl curl, string path, Func<JsonElement, bool> holds)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var seen = await curl.AskAsync(200, path);
            if (holds(seen))
            {
                return seen;
            }

            Assert.That(Environment.TickCount64, Is.LessThan(end), $"{path}: {seen}");
            await Task.Delay(100);
        }
    }

    private static async Task<JsonElement> SendAsync(Curl curl)
    {
        try
        {
            return await curl.AskAsync(200, "api/send?wait=1", "--json", $$"""{"files":[{{Quoted(Samples.Crate)}}],"idempotencyKey":"button-1"}""");
        }
        catch (AssertionException e)
        {
            throw new AssertionException($"{e.Message}\n{await curl.AskAsync(200, "api/activities")}\n{await curl.AskAsync(200, "api/editors")}\n{await curl.AskAsync(200, "api/logs")}", e);
        }
    }

    [Test]
    public async Task A_folder_is_sent_its_findings_read_one_accepted_one_mended_and_all_judged_again()
    {
        await using HeadlessProcess editor = await StartAsync();
        var (tray, address) = await TrayProcess.StartReadyAsync(Home, Endpoints);
        await using var ends = tray;
        var curl = new Curl(address, Home);
        var connected = await ConnectedAsync(curl);

        // Sent, and waited for.
        var sent = await SendAsync(curl);
        Assert.That(sent.GetProperty("state").GetString(), Is.EqualTo("succeeded"), sent.ToString());
        Assert.That(sent.GetProperty("errors").GetInt32(), Is.GreaterThan(0), "the sample set has faults on purpose");
        var again = await SendAsync(curl);
        Assert.That(again.GetProperty("id").GetGuid(), Is.EqualTo(sent.GetProperty("id").GetGuid()), "one key is one send");

        // Findings.
        var page = await UntilAsync(curl, "api/findings?limit=1000", p => p.GetProperty("errors").GetInt32() >= sent.GetProperty("errors").GetInt32());
        var findings = page.GetProperty("items").EnumerateArray().ToList();
        var project = Uri.EscapeDataString(connected.GetProperty("project").GetString()!);
        var history = await curl.AskAsync(200, $"api/history?project={project}&path={findings[0].GetProperty("assetPath").GetString()}");
        Assert.That(history[0].GetProperty("outcome").GetString(), Is.EqualTo("failed").Or.EqualTo("warnings"));

        // One is accepted, with a reason.
        var accepted = findings.First(f => f.GetProperty("ruleId").GetString()!.StartsWith("tex.", StringComparison.Ordinal)).GetProperty("id").GetString()!;
        await curl.AskAsync(204, $"api/findings/{accepted}/suppress", "--json", """{"reason":"Drawn once"}""");
        await UntilAsync(curl, "api/findings?limit=1000", p => p.GetProperty("items").EnumerateArray().All(f => f.GetProperty("id").GetString() != accepted));

        // One is mended: shown first, made as it was shown, taken back.
        var mendable = findings.First(f => f.GetProperty("canFix").GetBoolean() && f.GetProperty("id").GetString() != accepted);
        var id = mendable.GetProperty("id").GetString()!;
        var preview = await curl.AskAsync(200, $"api/findings/{id}/fix", "-X", "POST");
        Assert.That(preview.GetProperty("changes").GetArrayLength(), Is.GreaterThan(0), mendable.ToString());
        Assert.That(preview.GetProperty("undoId").ValueKind, Is.EqualTo(JsonValueKind.Null));
        var refused = await curl.AskAsync(409, $"api/findings/{id}/fix", "--json", """{"planHash":"0000000000000000000000000000000000000000000000000000000000000000"}""");
        Assert.That(refused.GetProperty("detail").GetString(), Is.Not.Empty);
        var made = await curl.AskAsync(200, $"api/findings/{id}/fix", "--json", $$"""{"planHash":{{Quoted(preview.GetProperty("planHash").GetString()!)}}}""");
        var undo = made.GetProperty("undoId").GetGuid();
        await UntilAsync(curl, "api/findings?limit=1000", p => p.GetProperty("items").EnumerateArray().All(f => f.GetProperty("id").GetString() != id));
        var undone = await curl.AskAsync(200, $"api/fixes/{undo}/undo", "--json", $$"""{"project":{{Quoted(connected.GetProperty("project").GetString()!)}}}""");
        Assert.That(undone.GetProperty("changes").GetArrayLength(), Is.GreaterThan(0));

        // All is judged again.
        var judged = await curl.AskAsync(200, "api/validate?wait=1", "-X", "POST");
        Assert.That(judged.GetProperty("state").GetString(), Is.EqualTo("succeeded"), judged.ToString());
        Assert.That((await curl.AskAsync(200, "api/activities")).GetProperty("items").GetArrayLength(), Is.GreaterThanOrEqualTo(2));
        Assert.That((await curl.AskAsync(200, "api/doctor")).EnumerateArray().Select(c => c.GetProperty("state").GetString()), Has.None.EqualTo("problem"));
        await curl.AskAsync(202, "api/quit", "-X", "POST");
        Assert.That((await tray.EndAsync()).Code, Is.Zero);
    }
}
