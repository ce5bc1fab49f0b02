using DccBridge.Companion.Platform;

namespace DccBridge.Tests.Companion;

[TestFixture]
public class HeadlessLauncherTests
{
    [Test]
    public void The_headless_editor_listens_on_tcp_alone()
    {
        var arguments = HeadlessLauncher.Arguments("/content", "/editors", null);
        Assert.That(arguments[Array.IndexOf(arguments, "--socket") + 1], Is.EqualTo("off"));
        Assert.That(arguments[Array.IndexOf(arguments, "--port") + 1], Is.EqualTo("0"));
    }

    [Test]
    public void An_emergency_runs_the_last_act_first_and_goes_on_after_a_fault()
    {
        var emergency = new EmergencyEnd();
        var done = new List<string>();
        using var error = new StringWriter();
        using var first = emergency.Add(() => done.Add("first"));
        emergency.Add(() => done.Add("taken back")).Dispose();
        using var second = emergency.Add(() => throw new IOException("It is held open."));
        using var third = emergency.Add(() => done.Add("third"));

        emergency.Run(error);

        Assert.That(done, Is.EqualTo(new[] { "third", "first" }));
        Assert.That(error.ToString(), Does.Contain("It is held open."));
    }
}
