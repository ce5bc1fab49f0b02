using DccBridge.EndToEnd.Processes;
using System.Diagnostics;
using DccBridge.EndToEnd.Cli;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>An editor without focus ticks about three times a second.</summary>
[TestFixture]
[NonParallelizable]
public sealed class SlowTickTests : BadDay
{
    private const int Files = 60;

    [Test]
    public async Task The_clean_set_is_sent_in_an_editor_without_focus()
    {
        await using HeadlessProcess editor = await StartAsync("--tick-rate", "3");
        ProcessEnd result = await CliProcess.RunAsync("send", Samples.Clean, "--endpoint-folder", Endpoints, "--json");
        Assert.That(result.Code, Is.Zero, result.Output + result.Errors);
        Assert.That(result.Json().GetProperty("verdicts").GetArrayLength(), Is.EqualTo(4));
    }

    [Test]
    public async Task Many_files_need_a_few_ticks_and_not_one_each()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Desk, "many")).FullName;
        for (int i = 0; i < Files; i++)
        {
            File.Copy(Texture, Path.Combine(folder, $"T_Number{i:00}_D.png"));
        }

        // So slow that ticks are what counts: one for each file would take a minute.
        await using HeadlessProcess editor = await StartAsync("--tick-rate", "1");
        long start = Stopwatch.GetTimestamp();
        ProcessEnd result = await CliProcess.RunAsync("send", folder, "--endpoint-folder", Endpoints, "--json");
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Assert.That(result.Code, Is.LessThan(2), result.Output + result.Errors);
        Assert.That(result.Json().GetProperty("imported").GetArrayLength(), Is.EqualTo(Files));
        Assert.That(elapsed.TotalSeconds, Is.LessThan(Files / 2));
        TestContext.Out.WriteLine($"{Files} files in {elapsed.TotalSeconds:F1} s at one tick per second");
    }
}
