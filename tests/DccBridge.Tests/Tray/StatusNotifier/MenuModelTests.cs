using DccBridge.Tray;
using DccBridge.Tray.StatusNotifier;

namespace DccBridge.Tests.Tray.StatusNotifier;

[TestFixture]
public sealed class MenuModelTests
{
    private static TrayMenuItem Item(string id, params TrayMenuItem[] children) => new() { Id = id, Label = id, Children = children };

    private static Dictionary<string, int> Numbers(MenuModel model) => model.Now.Root.All.Where(n => n.Item is not null).ToDictionary(n => n.Item!.Id, n => n.Number);

    [Test]
    public void A_line_keeps_its_number_while_others_come_and_go()
    {
        var model = new MenuModel();
        model.Update([Item("a"), Item("b", Item("c"))]);
        var before = Numbers(model);

        Assert.That(model.Update([Item("new"), Item("b", Item("c"))]).IsLayout, Is.True);

        Assert.That((Numbers(model)["b"], Numbers(model)["c"]), Is.EqualTo((before["b"], before["c"])));
    }

    [Test]
    public void A_number_is_never_given_again()
    {
        var model = new MenuModel();
        model.Update([Item("a")]);
        int first = Numbers(model)["a"];
        model.Update([]);
        model.Update([Item("a")]);

        Assert.That(Numbers(model)["a"], Is.GreaterThan(first));
    }

    [Test]
    public void Another_label_or_mark_changes_no_layout()
    {
        var model = new MenuModel();
        model.Update([Item("a"), Item("b")]);
        uint revision = model.Now.Revision;

        var change = model.Update([Item("a"), Item("b") with { Label = "B", IsChecked = true }]);

        Assert.That((change.IsLayout, model.Now.Revision), Is.EqualTo((false, revision)));
        Assert.That(change.Changed.Single().After.Item!.Label, Is.EqualTo("B"));
    }

    [Test]
    public void The_same_menu_changes_nothing()
    {
        var model = new MenuModel();
        model.Update([Item("a", Item("b"))]);

        Assert.That(model.Update([Item("a", Item("b"))]), Has.Property(nameof(MenuChange.IsLayout)).False.And.Property(nameof(MenuChange.Changed)).Empty);
    }

    [Test]
    public void A_changed_child_is_told_and_its_parent_is_not()
    {
        var model = new MenuModel();
        model.Update([Item("a", Item("b"))]);

        var change = model.Update([Item("a", Item("b") with { IsEnabled = false })]);

        Assert.That(change.Changed.Select(c => c.After.Item!.Id), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void Properties_hold_what_is_not_default_alone()
    {
        var model = new MenuModel();
        model.Update([Item("a_b"), TrayMenuItem.Separator("s"), Item("c") with { IsEnabled = false, IsChecked = false }]);
        var nodes = model.Now.Root.Children;

        Assert.That(nodes[0].Properties().ToDictionary(p => p.Key, p => p.Value.Value), Is.EqualTo(new Dictionary<string, object> { ["label"] = "a__b" }));
        Assert.That(nodes[1].Properties().ToDictionary(p => p.Key, p => p.Value.Value), Is.EqualTo(new Dictionary<string, object> { ["type"] = "separator" }));
        Assert.That(
            nodes[2].Properties().ToDictionary(p => p.Key, p => p.Value.Value),
            Is.EqualTo(new Dictionary<string, object> { ["label"] = "c", ["enabled"] = false, ["toggle-type"] = "checkmark", ["toggle-state"] = 0 }));
    }
}
