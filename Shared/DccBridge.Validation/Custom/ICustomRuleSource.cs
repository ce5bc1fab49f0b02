namespace DccBridge.Validation.Custom;

/// <summary>Port: loads a studio's own rules. There is none inside Unreal, where a foreign assembly could keep the plugin from being reloaded.</summary>
public interface ICustomRuleSource
{
    /// <summary>Loads one assembly. The caller disposes what it gets; that lets the assembly go.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <exception cref="CustomRuleException">None of its rules can be used; the message says why and what to do.</exception>
    ILoadedRules Load(string path);
}

/// <summary>The rules of one assembly.</summary>
public interface ILoadedRules : IDisposable
{
    /// <summary>Equal for the same bytes: part of the identity of a rule set.</summary>
    string ContentHash { get; }

    /// <summary>The rules. They may be called as any rule of DccBridge: they come back in a bounded time.</summary>
    IReadOnlyList<CustomRule> Rules { get; }

    /// <summary>What is wrong with rules that are left out; the others are used.</summary>
    IReadOnlyList<string> Problems { get; }
}
