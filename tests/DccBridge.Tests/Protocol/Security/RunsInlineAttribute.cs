using NUnit.Framework.Interfaces;

namespace DccBridge.Tests.Protocol.Security;

/// <summary>Takes the runner's synchronization context away, with which continuations would go to other threads and a test in memory would not be deterministic.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunsInlineAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test) => SynchronizationContext.SetSynchronizationContext(null);

    public void AfterTest(ITest test)
    {
        // The runner sets its own context for each test.
    }
}
