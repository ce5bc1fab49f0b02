using DccBridge.CustomRules;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Handlers;

/// <summary>validation.rules over a connection.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ListRulesTests : IAsyncDisposable
{
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task The_rules_are_told_for_the_project_and_for_a_path_with_their_origin()
    {
        await File.WriteAllTextAsync(_server.Folder["DccBridge.settings.json"], """{ "preset": "allar", "folders": { "/Game/UI": { "rules": { "tex.pow2": { "enabled": false } } } } }""");
        var client = await _server.ConnectAsync();
        var project = await client.CallAsync<ListRulesParams, ListRulesResult>(MethodNames.Validation.Rules, new ListRulesParams());
        Assert.That((project.Preset, project.SettingsFiles.Single(), project.Hash.Length), Is.EqualTo(("allar", "DccBridge.settings.json", 64)));
        Assert.That(PowerOfTwo(project), Is.EqualTo((true, "")));
        Assert.That(project.Rules.Single(rule => rule.Id == "tex.maxsize").Thresholds.Select(threshold => threshold.Name), Is.EqualTo(new[] { "warnAbove", "errorAbove" }));
        var icons = await client.CallAsync<ListRulesParams, ListRulesResult>(MethodNames.Validation.Rules, new ListRulesParams { Path = "/Game/UI/Icons/T_Save_D" });
        Assert.That(PowerOfTwo(icons), Is.EqualTo((false, "DccBridge.settings.json (/Game/UI)")));
        Assert.That(icons.Hash, Is.EqualTo(project.Hash));
    }

    [Test]
    public async Task A_caller_that_sends_no_params_gets_the_project()
    {
        var client = await _server.ConnectAsync();
        Assert.That((await client.CallAsync<ListRulesResult>(MethodNames.Validation.Rules)).Rules, Is.Not.Empty);
    }

    [Test]
    public async Task What_is_wrong_with_a_studios_rules_is_told()
    {
        await File.WriteAllTextAsync(_server.Folder["DccBridge.settings.json"], """{ "ruleAssemblies": ["none.dll"] }""");
        await _server.RestartAsync(options => options with { CustomRules = new RuleAssemblyLoader() });
        var client = await _server.ConnectAsync();
        var result = await client.CallAsync<ListRulesResult>(MethodNames.Validation.Rules);
        Assert.That(result.Problems.Single(), Does.StartWith("DccBridge.settings.json(1,22): ruleAssemblies[0] \"none.dll\": there is no such file"));
    }

    [Test]
    public async Task A_path_that_is_not_allowed_is_refused()
    {
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(client.CallAsync<ListRulesParams, ListRulesResult>(MethodNames.Validation.Rules, new ListRulesParams { Path = "Props" }));
        Assert.That(error.Code, Is.EqualTo(ErrorCode.InvalidAssetPath));
    }

    private static (bool Enabled, string From) PowerOfTwo(ListRulesResult result)
    {
        var rule = result.Rules.Single(rule => rule.Id == "tex.pow2");
        return (rule.Enabled, rule.EnabledFrom);
    }
}
