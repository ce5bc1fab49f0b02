using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Protocol.Security;

[TestFixture]
public class ScopeNamesTests
{
    [Test]
    public void Names_are_read_in_any_case_with_spaces()
        => Assert.That(ScopeNames.Parse(" Observe, EXECUTE "), Is.EqualTo(Scopes.Observe | Scopes.Execute));

    [Test]
    public void A_wrong_name_is_answered_with_the_allowed_ones()
        => Assert.That(() => ScopeNames.Parse("observe,exec"), Throws.TypeOf<FormatException>().With.Message.EqualTo("'exec' is not a scope. Allowed, with commas between: observe, validate, edit, execute."));

    [TestCase(Scopes.None, "none")]
    [TestCase(ScopeNames.All, "observe, validate, edit, execute")]
    public void Names_are_written(Scopes scopes, string text)
        => Assert.That(ScopeNames.Format(scopes), Is.EqualTo(text));
}
