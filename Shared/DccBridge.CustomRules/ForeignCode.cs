using DccBridge.Validation.Custom;

namespace DccBridge.CustomRules;

/// <summary>Runs code that somebody else wrote: whatever it throws comes back as text, so that nothing of its assembly stays in our hands.</summary>
internal static class ForeignCode
{
    /// <summary>Runs it.</summary>
    /// <returns>What it threw; null when it threw nothing.</returns>
    public static CustomRuleException? Run(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (CustomRuleException exception)
        {
            return exception;
        }
        catch (Exception exception)
        {
            return new CustomRuleException($"failed with {exception.GetType().Name}", Describe(exception));
        }
    }

    /// <summary>The exception as a text. Its message may be foreign code too.</summary>
    private static string Describe(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception second)
        {
            return $"{exception.GetType().FullName}, which failed with {second.GetType().FullName} when it was asked for its text";
        }
    }
}
