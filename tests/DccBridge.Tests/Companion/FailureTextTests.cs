using DccBridge.Companion.Cli;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Tests.Companion;

[TestFixture]
public sealed class FailureTextTests
{
    [Test]
    public void Every_error_code_has_a_name_for_programs_and_keeps_its_instruction([Values] ErrorCode code)
    {
        var failure = FailureText.From(new RpcException(code, "Do this.", Outcome.NotStarted));
        var name = code.ToString();
        Assert.That(failure.Code, Is.EqualTo(char.ToLowerInvariant(name[0]) + name[1..]));
        Assert.That(failure.Message, Does.StartWith("Do this."));
    }

    [Test]
    public void A_blocked_editor_is_to_be_freed_before_the_command_is_run_again()
    {
        var failure = FailureText.From(new RpcException(ErrorCode.EditorBlocked, "Answer the dialog.", Outcome.NotStarted));
        Assert.That(failure.Message, Does.Contain("dccbridge status").And.Contain("run the command again"));
    }
}
