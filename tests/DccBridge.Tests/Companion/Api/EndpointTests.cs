using System.Net;
using System.Text.Json;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Companion.Resident;

namespace DccBridge.Tests.Companion.Api;

/// <summary>What a program with the token gets.</summary>
[TestFixture]
public sealed class EndpointTests
{
    private ApiBench _bench = null!;

    [SetUp]
    public async Task Start() => _bench = await ApiBench.StartAsync();

    [TearDown]
    public async Task Stop() => await _bench.DisposeAsync();

    [Test]
    public async Task Status_and_editors_are_given_in_camel_case_with_nulls()
    {
        _bench.Resident.Set(status => status with
        {
            State = ResidentState.NoEditor,
            Editors = [new EditorView { Id = "e1", Project = "Game", ProjectPath = "/game", Engine = "Unreal 5.5.4", ProcessId = 7, Link = EditorLinkState.Connected }],
        });
        var status = await _bench.GetJsonAsync("/api/status");
        var editors = await _bench.GetJsonAsync("/api/editors");
        Assert.Multiple(() =>
        {
            Assert.That(status.GetProperty("state").GetString(), Is.EqualTo("noEditor"));
            Assert.That(status.GetProperty("pausedUntil").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(status.GetProperty("startedAt").GetString(), Is.EqualTo("2026-01-02T03:04:05+00:00"));
            Assert.That(editors[0].GetProperty("link").GetString(), Is.EqualTo("connected"));
        });
    }

    [Test]
    public async Task A_send_is_taken_and_its_activity_followed()
    {
        var answer = await _bench.PostAsync("/api/send", """{"files":["/art/crate.glb"],"to":"/Game/Props"}""");
        var activity = await ApiBench.JsonAsync(answer);
        var id = activity.GetProperty("id").GetGuid();
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo($"/api/activities/{id}"));
            Assert.That(activity.GetProperty("state").GetString(), Is.EqualTo("queued"));
            Assert.That(_bench.Resident.Actions, Is.EqualTo(new[] { "send /art/crate.glb to /Game/Props as api" }));
        });
        Assert.That((await _bench.GetJsonAsync($"/api/activities/{id}")).GetProperty("id").GetGuid(), Is.EqualTo(id));
        Assert.That((await _bench.GetJsonAsync("/api/activities?limit=1")).GetProperty("items").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_send_with_wait_answers_when_it_has_ended()
    {
        var sending = _bench.PostAsync("/api/send?wait=1", """{"files":["/art/crate.glb"]}""");
        await _bench.Resident.WaitForActionAsync(action => action.StartsWith("send"));
        var begun = _bench.Resident.Activities.List(0, 1).Single();
        Assert.That(sending.IsCompleted, Is.False);
        _bench.Resident.PlayedActivities.Put(begun with { State = ActivityState.Succeeded, Progress = 1, Errors = 2 });
        var answer = await sending;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await ApiBench.JsonAsync(answer)).GetProperty("errors").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task Waiting_for_an_activity_ends_with_it_or_with_its_time()
    {
        var begun = _bench.Resident.PlayedActivities.Begin(ActivityKind.Send, "Send", "api", []);
        var still = await _bench.GetJsonAsync($"/api/activities/{begun.Id}?wait=1");
        Assert.That(still.GetProperty("state").GetString(), Is.EqualTo("queued"));
        var waiting = _bench.GetJsonAsync($"/api/activities/{begun.Id}?wait=60");
        _bench.Resident.PlayedActivities.Put(begun with { State = ActivityState.Failed, Error = new ErrorView("noEditor", "Start an editor.") });
        Assert.That((await waiting).GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("noEditor"));
    }

    [Test]
    public async Task One_key_is_one_send()
    {
        const string Body = """{"files":["/art/crate.glb"],"idempotencyKey":"k1"}""";
        var first = await ApiBench.JsonAsync(await _bench.PostAsync("/api/send", Body));
        var second = await ApiBench.JsonAsync(await _bench.PostAsync("/api/send", Body));
        Assert.That(second.GetProperty("id").GetGuid(), Is.EqualTo(first.GetProperty("id").GetGuid()));
        Assert.That(_bench.Resident.Actions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Findings_are_filtered_sorted_and_paged()
    {
        _bench.Resident.PlayedFindings.Put(
            PlayedFindings.Make("f1", "warning", "tex.pow2", "/Game/T_A"),
            PlayedFindings.Make("f2", "error", "name.prefix", "/Game/Props/Crate"),
            PlayedFindings.Make("f3", "error", "name.case", "/Game/Props/lid") with { SuppressedBecause = "bought" });
        var all = await _bench.GetJsonAsync("/api/findings");
        var errors = await _bench.GetJsonAsync("/api/findings?severity=error&suppressed=1&sort=asset&limit=1&offset=1");
        Assert.Multiple(() =>
        {
            Assert.That(all.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("id").GetString()), Is.EqualTo(new[] { "f2", "f1" }));
            Assert.That(errors.GetProperty("total").GetInt32(), Is.EqualTo(2));
            Assert.That(errors.GetProperty("items")[0].GetProperty("id").GetString(), Is.EqualTo("f3"));
        });
        Assert.That((await _bench.GetJsonAsync("/api/findings/f1")).GetProperty("ruleId").GetString(), Is.EqualTo("tex.pow2"));
    }

    [TestCase("select", "", HttpStatusCode.OK, "select f1")]
    [TestCase("show", "", HttpStatusCode.NoContent, "show f1")]
    [TestCase("validate", "", HttpStatusCode.Accepted, "validate finding f1 as api")]
    [TestCase("open-source", "", HttpStatusCode.NoContent, "open source f1")]
    [TestCase("suppress", """{"reason":" drawn once ","until":"2026-12-31"}""", HttpStatusCode.NoContent, "suppress f1 because drawn once until 2026-12-31")]
    [TestCase("fix", "", HttpStatusCode.OK, "preview fix f1")]
    [TestCase("fix", """{"planHash":"9f86d081884c7d65"}""", HttpStatusCode.OK, "fix f1")]
    public async Task What_can_be_done_about_a_finding(string verb, string body, HttpStatusCode status, string action)
    {
        _bench.Resident.PlayedFindings.Put(PlayedFindings.Make("f1"));
        var answer = body.Length == 0 ? await _bench.Client.PostAsync($"/api/findings/f1/{verb}", null) : await _bench.PostAsync($"/api/findings/f1/{verb}", body);
        Assert.That(answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
        Assert.That(_bench.Resident.Actions, Is.EqualTo(new[] { action }));
    }

    [Test]
    public async Task A_fix_is_taken_back_and_a_plan_that_is_old_is_refused()
    {
        _bench.Resident.PlayedFindings.Put(PlayedFindings.Make("f1"));
        var undo = Guid.NewGuid();
        Assert.That((await _bench.PostAsync($"/api/fixes/{undo}/undo", """{"project":"Game"}""")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_bench.Resident.Actions, Is.EqualTo(new[] { $"undo {undo} in Game" }));
        await ApiBench.ProblemAsync(await _bench.PostAsync("/api/findings/f1/fix", """{"planHash":"other"}"""), HttpStatusCode.Conflict, "planChanged");
    }

    [Test]
    public async Task A_thumbnail_is_a_picture_or_missing()
    {
        _bench.Resident.PlayedFindings.Put(PlayedFindings.Make("f1"), PlayedFindings.Make("f2"));
        _bench.Resident.PlayedFindings.Thumbnails["f1"] = [0x89, 0x50, 0x4e, 0x47];
        var answer = await _bench.Client.GetAsync("/api/findings/f1/thumbnail");
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/png"));
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(_bench.Resident.PlayedFindings.Thumbnails["f1"]));
        await ApiBench.ProblemAsync(await _bench.Client.GetAsync("/api/findings/f2/thumbnail"), HttpStatusCode.NotFound, "noThumbnail");
    }

    [Test]
    public async Task Dccs_are_listed_looked_for_and_told_to_select()
    {
        _bench.Resident.PlayedDccs.Put(new DccView { Id = "blender-1", Kind = "blender", Name = "Blender 3.4.1", Address = "127.0.0.1:9" });
        Assert.That((await _bench.GetJsonAsync("/api/dccs"))[0].GetProperty("kind").GetString(), Is.EqualTo("blender"));
        Assert.That((await _bench.Client.PostAsync("/api/dccs/look", null)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _bench.PostAsync("/api/dccs/blender-1/select", """{"nodes":["Crate","Lid"]}""")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _bench.Client.PostAsync("/api/dccs/blender-1/send", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(_bench.Resident.Actions, Is.EqualTo(new[] { "look for DCCs", "select Crate, Lid in blender-1", "send from blender-1 to its place as api" }));
        await ApiBench.ProblemAsync(await _bench.PostAsync("/api/dccs/maya-9/select", """{"nodes":["Crate"]}"""), HttpStatusCode.NotFound, "noDcc");
        Assert.That(await ApiBench.ProblemAsync(await _bench.PostAsync("/api/dccs/blender-1/send", """{"files":["/a"]}"""), HttpStatusCode.BadRequest, "invalid"), Does.StartWith("files: leave them out"));
    }

    [Test]
    public async Task Sources_are_listed_sent_again_and_forgotten()
    {
        _bench.Resident.PlayedSources.Put(new WatchedSourceView { Id = "s1", Path = "/art/crate.glb", Project = "Game", SentAt = PlayedResident.Now });
        Assert.That((await _bench.GetJsonAsync("/api/sources"))[0].GetProperty("path").GetString(), Is.EqualTo("/art/crate.glb"));
        Assert.That((await _bench.Client.PostAsync("/api/sources/s1/resend", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((await _bench.Client.DeleteAsync("/api/sources/s1")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        await ApiBench.ProblemAsync(await _bench.Client.DeleteAsync("/api/sources/s1"), HttpStatusCode.NotFound, "noSource");
    }

    [Test]
    public async Task Settings_are_read_checked_and_written()
    {
        var view = await _bench.GetJsonAsync("/api/settings");
        Assert.That(view.GetProperty("values").GetProperty("port").GetInt32(), Is.EqualTo(65433));
        var answer = await _bench.Client.PutAsync("/api/settings", new StringContent("""{"port":4711,"dccPorts":["maya:7005"]}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_bench.Resident.Settings.Current, Has.Property("Port").EqualTo(4711).And.Property("DccPorts").EqualTo(new[] { "maya:7005" }));
        answer = await _bench.Client.PutAsync("/api/settings", new StringContent("""{"port":70000}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.That(await ApiBench.ProblemAsync(answer, HttpStatusCode.BadRequest, "settings"), Does.Contain("port"));
    }

    [Test]
    public async Task Doctor_logs_history_and_notifications_answer()
    {
        _bench.Resident.Checks.Add(new CheckView("folder", "problem", "It is stale.", true));
        _bench.LogLines.AddRange(["error one", "information two", "error three"]);
        _bench.Resident.PlayedFindings.Verdicts.Add(new VerdictView { RunId = Guid.NewGuid(), ValidatedAt = PlayedResident.Now, Outcome = "failed", UseCase = "import" });
        Assert.That((await _bench.GetJsonAsync("/api/doctor"))[0].GetProperty("state").GetString(), Is.EqualTo("problem"));
        Assert.That((await ApiBench.JsonAsync(await _bench.Client.PostAsync("/api/doctor/fix", null)))[0].GetProperty("state").GetString(), Is.EqualTo("ok"));
        Assert.That((await _bench.GetJsonAsync("/api/logs?lines=1&level=error")).GetProperty("lines")[0].GetString(), Is.EqualTo("error three"));
        Assert.That((await _bench.GetJsonAsync("/api/history?project=Game&path=/Game/Crate"))[0].GetProperty("outcome").GetString(), Is.EqualTo("failed"));
        Assert.That((await ApiBench.JsonAsync(await _bench.PostAsync("/api/notifications/pause", """{"minutes":60}"""))).GetProperty("pausedUntil").GetString(), Does.StartWith("2026-01-02T04:04:05"));
        Assert.That((await ApiBench.JsonAsync(await _bench.Client.PostAsync("/api/notifications/resume", null))).GetProperty("pausedUntil").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Quit_answers_first_and_ends_then()
    {
        Assert.That((await _bench.Client.PostAsync("/api/quit", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        await _bench.QuitAsync();
    }

    [TestCase(ResidentFault.Invalid, HttpStatusCode.BadRequest)]
    [TestCase(ResidentFault.NotFound, HttpStatusCode.NotFound)]
    [TestCase(ResidentFault.Conflict, HttpStatusCode.Conflict)]
    [TestCase(ResidentFault.TooMany, HttpStatusCode.TooManyRequests)]
    [TestCase(ResidentFault.Remote, HttpStatusCode.BadGateway)]
    public async Task Each_class_of_failures_has_its_status(object fault, HttpStatusCode status)
    {
        _bench.Resident.Failure = new ResidentException((ResidentFault)fault, "cause", "Do this.");
        var answer = await _bench.PostAsync("/api/validate", "{}");
        Assert.That(await ApiBench.ProblemAsync(answer, status, "cause"), Is.EqualTo("Do this."));
    }

    [Test]
    public async Task A_mistake_of_ours_is_logged_and_not_shown()
    {
        _bench.Resident.Failure = new InvalidOperationException("the inside");
        var detail = await ApiBench.ProblemAsync(await _bench.PostAsync("/api/validate", "{}"), HttpStatusCode.InternalServerError, "internal");
        Assert.That(detail, Does.Not.Contain("inside").And.Contain("/api/logs"));
        Assert.That(_bench.Log.Text, Does.Contain("the inside"));
    }
}
